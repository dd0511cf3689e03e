import LearningCore

/// Looks for the best split of one or two leaves over all columns; from several threads when there are many bins.
///
/// The winner is the largest gain, the first column among equals, whatever the number of threads.
final class SplitSearch: @unchecked Sendable {
    struct Query {
        let sums: UInt64
        let bounds: ValueBounds
        /// Slot in the histogram pool.
        let histogram: Int
        /// The views to look at, ascending.
        let columns: [Int]
    }

    private let views: [BinLayout.View]
    /// By column, where its words begin in a histogram.
    private let offsets: [Int]
    private let directions: [Int]
    private let isCategorical: [Bool]
    private let pool: WorkerPool

    /// Fewer bins than this are not worth a second thread.
    private static let serialBins = 8_192
    private static let columnsPerTask = 8

    init(matrix: BinMatrix, directions: [Int], pool: WorkerPool) {
        views = matrix.layout.views
        offsets = matrix.layout.offsets
        self.directions = directions
        self.pool = pool
        isCategorical = matrix.layout.views.map {
            if case .categorical = matrix.mappers[$0.feature] { return true }
            return false
        }
    }

    func best(
        for queries: [Query], histograms: HistogramPool, rules: SplitRules, above gain: Double
    ) -> [SplitCandidate] {
        var best = [SplitCandidate](repeating: SplitCandidate(gain: gain), count: queries.count)
        guard pool.threadCount > 1, queries.reduce(0, { $0 + binCount($1) }) >= Self.serialBins else {
            for (index, query) in queries.enumerated() {
                scan(query, query.columns.indices, histograms, rules, into: &best[index])
            }
            return best
        }
        let tasks = queries.enumerated().flatMap { index, query in
            WorkerPool.blocks(of: query.columns.count, size: Self.columnsPerTask).map { (query: index, columns: $0) }
        }
        var found = [SplitCandidate](repeating: SplitCandidate(gain: gain), count: tasks.count)
        unsafe found.withUnsafeMutableBufferPointer { found in
            unsafe pool.forEach(tasks.count) { task in
                unsafe scan(queries[tasks[task].query], tasks[task].columns, histograms, rules, into: &found[task])
            }
        }
        for (task, candidate) in zip(tasks, found) where candidate.gain > best[task.query].gain {
            best[task.query] = candidate
        }
        return best
    }

    private func binCount(_ query: Query) -> Int {
        query.columns.reduce(0) { $0 + views[$1].binCount }
    }

    private func scan(
        _ query: Query, _ range: Range<Int>, _ histograms: HistogramPool, _ rules: SplitRules,
        into candidate: inout SplitCandidate
    ) {
        let finder = SplitFinder(rules: rules)
        let leaf = SplitFinder.Leaf(sums: query.sums, bounds: query.bounds)
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: BinLayout.mostBytes) { scratch in
            let scratch = unsafe scratch.baseAddress.unsafelyUnwrapped
            let base = unsafe histograms.base(of: query.histogram)
            for view in query.columns[range] {
                let place = views[view]
                let words = unsafe place.words(
                    in: base + offsets[place.column], leafSums: query.sums, scratch: scratch)
                if isCategorical[view] {
                    unsafe finder.scanCategorical(
                        words, binCount: place.binCount, view: view, leaf: leaf, into: &candidate)
                } else {
                    unsafe finder.scanNumeric(
                        words, binCount: place.binCount, view: view, leaf: leaf, direction: directions[view],
                        into: &candidate)
                }
            }
        }
    }
}
