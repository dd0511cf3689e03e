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

    struct Finding {
        var best: SplitCandidate
        /// The views of the query that cannot split the leaf, nor any below it; ascending.
        var closed: [Int] = []
    }

    private let views: [BinLayout.View]
    /// By view.
    private let places: WorkingMemory<Place>
    private let pool: WorkerPool

    /// Fewer bins than this are not worth a second thread.
    private static let serialBins = 4_096
    /// What a task gets at least.
    private static let taskBins = 1_024

    init(matrix: BinMatrix, directions: [Int], pool: WorkerPool) {
        views = matrix.layout.views
        places = WorkingMemory(
            views.indices.map { Place(matrix, view: $0, direction: directions[$0]) }, padding: Place())
        self.pool = pool
    }

    func best(for queries: [Query], histograms: HistogramPool, rules: SplitRules, above gain: Double) -> [Finding] {
        var findings = [Finding](repeating: Finding(best: SplitCandidate(gain: gain)), count: queries.count)
        let tasks = tasks(queries)
        guard tasks.count > 1 else {
            for (index, query) in queries.enumerated() {
                scan(query, query.columns.indices, histograms, rules, into: &findings[index])
            }
            return findings
        }
        var found = [Finding](repeating: Finding(best: SplitCandidate(gain: gain)), count: tasks.count)
        unsafe found.withUnsafeMutableBufferPointer { found in
            unsafe pool.forEach(tasks.count) { task in
                unsafe scan(queries[tasks[task].query], tasks[task].columns, histograms, rules, into: &found[task])
            }
        }
        for (task, finding) in zip(tasks, found) {
            findings[task.query].closed += finding.closed
            if finding.best.gain > findings[task.query].best.gain { findings[task.query].best = finding.best }
        }
        return findings
    }

    /// The queries cut into runs of columns of at least `taskBins` bins; none if one thread is enough.
    private func tasks(_ queries: [Query]) -> [(query: Int, columns: Range<Int>)] {
        guard pool.threadCount > 1, queries.reduce(0, { $0 + binCount($1) }) >= Self.serialBins else { return [] }
        var tasks: [(query: Int, columns: Range<Int>)] = []
        for (index, query) in queries.enumerated() {
            var (start, bins) = (0, 0)
            for (position, view) in query.columns.enumerated() {
                unsafe bins += places.base[view].binCount
                guard bins >= Self.taskBins || position == query.columns.count - 1 else { continue }
                tasks.append((index, start..<position + 1))
                (start, bins) = (position + 1, 0)
            }
        }
        return tasks
    }

    private func binCount(_ query: Query) -> Int {
        query.columns.reduce(0) { unsafe $0 + places.base[$1].binCount }
    }

    private func scan(
        _ query: Query, _ range: Range<Int>, _ histograms: HistogramPool, _ rules: SplitRules,
        into finding: inout Finding
    ) {
        let finder = SplitFinder(rules: rules)
        let leaf = SplitFinder.Leaf(sums: query.sums, bounds: query.bounds)
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: BinLayout.mostBytes) { scratch in
            let scratch = unsafe scratch.baseAddress.unsafelyUnwrapped
            let base = unsafe histograms.base(of: query.histogram)
            for view in query.columns[range] {
                let place = unsafe places.base[view]
                let canCut = unsafe place.scan(base, view, leaf, finder, scratch, into: &finding.best)
                if !canCut { finding.closed.append(view) }
            }
        }
    }
}

/// Where the bins of a view are in a histogram, and how they are searched: what every leaf's search reads, side by side.
private struct Place: BitwiseCopyable {
    var binCount = 0
    /// Of the first word of its own.
    private var offset = 0
    /// The bin that a bundle leaves out; −1 if the view has its column for itself.
    private var defaultBin = -1
    private var direction = 0
    private var isCategorical = false

    init() {}

    init(_ matrix: BinMatrix, view number: Int, direction: Int) {
        let view = matrix.layout.views[number]
        binCount = view.binCount
        offset = matrix.layout.offsets[view.column] + view.firstByte
        defaultBin = view.defaultBin ?? -1
        self.direction = direction
        if case .categorical = matrix.mappers[view.feature] { isCategorical = true }
    }

    /// - Parameter scratch: room for a feature's words.
    /// - Returns: whether the view can cut the leaf at all.
    @unsafe @inline(__always)
    func scan(
        _ histogram: UnsafePointer<UInt64>, _ view: Int, _ leaf: SplitFinder.Leaf, _ finder: SplitFinder,
        _ scratch: UnsafeMutablePointer<UInt64>, into candidate: inout SplitCandidate
    ) -> Bool {
        var words = unsafe histogram + offset
        if defaultBin >= 0 {
            guard let whole = unsafe unbundled(words, leaf, finder.rules, scratch) else { return false }
            unsafe words = whole
        }
        if isCategorical {
            return unsafe finder.scanCategorical(words, binCount: binCount, view: view, leaf: leaf, into: &candidate)
        }
        return unsafe finder.scanNumeric(
            words, binCount: binCount, view: view, leaf: leaf, direction: direction, into: &candidate)
    }

    /// The words of a bundle's member put together in `scratch`: the default bin is what the leaf has beside the others.
    /// `nil` if those, of which one side of any cut consists, are too few for a side.
    @unsafe @inline(__always)
    private func unbundled(
        _ words: UnsafePointer<UInt64>, _ leaf: SplitFinder.Leaf, _ rules: SplitRules,
        _ scratch: UnsafeMutablePointer<UInt64>
    ) -> UnsafePointer<UInt64>? {
        var others = UInt64(0)
        for position in 0..<binCount &- 1 { unsafe others &+= words[position] }
        guard rules.isEnough(others) else { return nil }
        for position in 0..<defaultBin { unsafe scratch[position] = words[position] }
        unsafe scratch[defaultBin] = leaf.sums &- others
        for position in defaultBin..<binCount &- 1 { unsafe scratch[position &+ 1] = words[position] }
        return unsafe UnsafePointer(scratch)
    }
}
