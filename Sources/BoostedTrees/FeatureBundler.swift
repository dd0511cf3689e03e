import LearningCore

/// Decides which features can be split at all, and which sparse ones share a column.
///
/// A feature whose rows outside its most frequent bin weigh less than a leaf must can never be split. One with at least four
/// fifths of its rows in that bin is sparse; sparse features are put together greedily, most rows first, with the first
/// bundle in which no row has two of them outside their default bins.
struct FeatureBundler: Sendable {
    let training: FeatureMatrix
    let validation: FeatureMatrix?
    let profiles: [BinProfile]
    /// Whether the profiles are of all training rows with weight, not of a sample.
    let areProfilesExact: Bool
    /// The training rows with weight.
    let rows: [Int32]
    let weights: [Double]?
    /// The least weight of a leaf.
    let minWeight: Double

    private static let sparseShare = 0.8
    /// Features less concentrated than this in a sample are taken for dense without counting all rows.
    private static let denseShare = 0.7
    /// Features whose rows are looked up at once, so that their marks need not all be held.
    private static let batch = 64

    private enum Use: Sendable {
        case none, dense
        case sparse(defaultBin: Int, others: Double)
    }

    /// The views that can be split and how they share columns; see ``BinLayout/init(views:bundles:rowCount:)``.
    func layout(on pool: WorkerPool) -> BinLayout {
        let uses = pool.map(profiles.count) { use($0) }
        var views: [BinLayout.View] = []
        var dense: [[Int]] = []
        var sparse: [(view: Int, others: Double)] = []
        for (feature, use) in uses.enumerated() {
            switch use {
            case .none: continue
            case .dense:
                dense.append([views.count])
                views.append(BinLayout.View(feature: feature, binCount: profiles[feature].mapper.binCount))
            case .sparse(let defaultBin, let others):
                sparse.append((views.count, others))
                views.append(
                    BinLayout.View(
                        feature: feature, binCount: profiles[feature].mapper.binCount, defaultBin: defaultBin))
            }
        }
        sparse.sort { ($1.others, $0.view) < ($0.others, $1.view) }
        let bundles = bundled(sparse.map(\.view), views, on: pool)
        return BinLayout(views: views, bundles: dense + bundles, rowCount: training.rowCount)
    }

    private func use(_ feature: Int) -> Use {
        var weights = profiles[feature].binWeights
        if !areProfilesExact {
            if (weights.max() ?? 0) < Self.denseShare * weights.reduce(0, +) { return .dense }
            weights = exactWeights(feature)
        }
        let total = weights.reduce(0, +)
        guard let most = weights.indices.max(by: { (weights[$0], $1) < (weights[$1], $0) }) else { return .none }
        guard total - weights[most] >= minWeight else { return .none }
        guard weights[most] >= Self.sparseShare * total else { return .dense }
        return .sparse(defaultBin: most, others: total - weights[most])
    }

    private func exactWeights(_ feature: Int) -> [Double] {
        var totals = [Double](repeating: 0, count: profiles[feature].binWeights.count)
        let bins = profiles[feature].mapper.bins(of: training.columns[feature])
        for row in rows { totals[Int(bins[Int(row)])] += weights?[Int(row)] ?? 1 }
        return totals
    }

    private func bundled(_ order: [Int], _ views: [BinLayout.View], on pool: WorkerPool) -> [[Int]] {
        var bundles: [Bundle] = []
        for part in WorkerPool.blocks(of: order.count, size: Self.batch) {
            let found = pool.map(part.count) { marks(of: views[order[part.lowerBound + $0]]) }
            for (view, marks) in zip(order[part], found) {
                let bytes = views[view].byteCount
                if let bundle = bundles.firstIndex(where: { $0.takes(marks, bytes) }) {
                    bundles[bundle].add(view, marks, bytes)
                } else {
                    var bundle = Bundle(marks: [UInt64](repeating: 0, count: marks.count))
                    bundle.add(view, marks, bytes)
                    bundles.append(bundle)
                }
            }
        }
        return bundles.map(\.views)
    }

    /// One bit a row, training then validation: whether it is outside the default bin.
    private func marks(of view: BinLayout.View) -> [UInt64] {
        let parts = [training, validation].compactMap { $0 }
        let bins = parts.flatMap { profiles[view.feature].mapper.bins(of: $0.columns[view.feature]) }
        var marks = [UInt64](repeating: 0, count: (bins.count + 63) / 64)
        for (row, bin) in bins.enumerated() where Int(bin) != view.defaultBin {
            marks[row / 64] |= 1 << UInt64(row % 64)
        }
        return marks
    }

    private struct Bundle {
        private(set) var views: [Int] = []
        private var byteCount = 1
        private var marks: [UInt64]

        init(marks: [UInt64]) { self.marks = marks }

        func takes(_ other: [UInt64], _ bytes: Int) -> Bool {
            byteCount + bytes <= BinLayout.mostBytes && zip(marks, other).allSatisfy { $0 & $1 == 0 }
        }

        mutating func add(_ view: Int, _ other: [UInt64], _ bytes: Int) {
            views.append(view)
            byteCount += bytes
            for word in marks.indices { marks[word] |= other[word] }
        }
    }
}
