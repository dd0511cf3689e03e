import LearningCore
import Synchronization

/// Trees prepared for contributions.
struct ForestExplainer: Sendable {
    let explainers: [TreeExplainer]
    let base: Double
    let featureCount: Int
    let codes: SplitCodes
    let encoder: SplitCodes.Encoder
    /// The largest part's.
    let mostQuestions: Int
    let mostPairs: Int
    /// The most questions a part with a table has; `nil` if tables would take too much memory.
    let tableQuestions: Int?

    /// Blocks of 64 rows that are explained together, so that a tree's tables are fetched once for all of them.
    static let blocksPerTask = 8
    /// The most questions a run of leaves may have for a table, from the fastest to the smallest.
    private static let tableSizes = [10, 9, 8, 7]
    /// About the most numbers in the tables of a forest: 64 MB. Runs of up to k questions have about 2^k numbers a leaf.
    private static let mostNumbers = 8 << 20

    /// How a tree is cut depends on the forest alone, never on the rows, so that the contributions of a row are the same to
    /// the last bit whether they are looked up or computed.
    init(
        trees: [DecisionTree], base: Double, schema: FeatureSchema, mostNumbers: Int = Self.mostNumbers,
        on pool: WorkerPool
    ) {
        let leaves = trees.reduce(0) { $0 + $1.leafCount }
        let size = Self.tableSizes.first { leaves << $0 <= mostNumbers }
        self.init(
            explainers: pool.map(trees.count) { TreeExplainer(trees[$0], mostQuestions: size) }, trees: trees,
            base: base, schema: schema, tableQuestions: size.map { $0 + TreeExplainer.loneExtra })
    }

    /// - Parameter explainers: one for each tree.
    init(
        explainers: [TreeExplainer], trees: [DecisionTree], base: Double, schema: FeatureSchema, tableQuestions: Int?
    ) {
        self.explainers = explainers
        self.tableQuestions = tableQuestions
        self.base = explainers.reduce(base) { $0 + $1.expectation }
        featureCount = schema.count
        codes = SplitCodes(trees)
        encoder = SplitCodes.Encoder(codes, schema)
        mostQuestions = explainers.flatMap(\.parts).map(\.questionCount).max() ?? 0
        mostPairs = explainers.flatMap(\.parts).map(\.pairs).max() ?? 0
    }

    /// By tree and part; `nil` for a part that has too many splits.
    typealias Tables = [[WorkingMemory<Double>?]]

    /// Complexity: O(parts × 2^questions × questions), in parallel over trees.
    func tables(on pool: WorkerPool) -> Tables? {
        guard let tableQuestions else { return nil }
        return pool.map(explainers.count) { tree in
            let scratch = TreePart.Scratch(questions: mostQuestions, pairs: mostPairs)
            return explainers[tree].parts.map { $0.questionCount <= tableQuestions ? $0.table(scratch) : nil }
        }
    }

    func contributions(to matrix: FeatureMatrix, _ tables: Tables?, on pool: WorkerPool) -> Contributions {
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blocksPerTask * SplitCodes.rows)
        let parts = PartViews(explainers, tables)
        let values = withExtendedLifetime(tables) {
            pool.map(blocks.count) { contributions(to: matrix, rows: blocks[$0], parts) }
        }
        return Contributions(base: base, values: Array(values.joined()), featureCount: featureCount)
    }
}

/// Keeps the explainer of a model for the next batch, and its tables once a batch was worth making them.
final class ForestExplainerCache: Sendable {
    private struct Kept {
        var explainer: ForestExplainer?
        var tables: ForestExplainer.Tables?
    }

    private let kept = Mutex(Kept())

    /// From twice as many rows on as a table has entries, making the tables costs less than doing without.
    private static func areWorthIt(_ explainer: ForestExplainer, rows: Int) -> Bool {
        explainer.tableQuestions.map { rows >= 2 << ($0 - TreeExplainer.loneExtra) } ?? false
    }

    func explainer(
        forRows rows: Int, on pool: WorkerPool, making make: () -> ForestExplainer
    ) -> (ForestExplainer, ForestExplainer.Tables?) {
        // Made outside the lock, for the pool's threads work on it; two batches at once make it twice, and the same.
        var found = kept.withLock { $0 }
        let explainer = found.explainer ?? make()
        found.explainer = explainer
        if found.tables == nil, Self.areWorthIt(explainer, rows: rows) { found.tables = explainer.tables(on: pool) }
        let result = found
        kept.withLock { $0 = result }
        return (explainer, result.tables)
    }
}
