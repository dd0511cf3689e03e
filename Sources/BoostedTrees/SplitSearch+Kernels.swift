import LearningCore

/// Looks for the best split of one or two leaves over all columns, each part of them on the thread that made their histograms.
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
        var best = SplitCandidate()
        /// The views of the query that cannot split the leaf, nor any below it; ascending.
        var closed: [Int] = []
    }

    private let views: [BinLayout.View]
    /// By view.
    private let places: WorkingMemory<Place>
    private let pool: WorkerPool

    init(matrix: BinMatrix, directions: [Int], pool: WorkerPool) {
        views = matrix.layout.views
        places = WorkingMemory(
            views.indices.map { Place(matrix, view: $0, direction: directions[$0]) }, padding: Place())
        self.pool = pool
    }

    /// - Parameters:
    ///   - parts: how the columns are cut; a thread takes a part.
    ///   - making: called with each part before it is searched, on the same thread.
    func best(
        for queries: [Query], histograms: HistogramPool, rules: SplitRules, parts: ColumnParts,
        making: (Int) -> Void = { _ in }
    ) -> [Finding] {
        var found = [Finding](repeating: Finding(), count: parts.count * queries.count)
        unsafe found.withUnsafeMutableBufferPointer { found in
            unsafe pool.forEach(parts.count) { part in
                making(part)
                for (index, query) in queries.enumerated() {
                    unsafe found[part * queries.count + index] = scan(query, part, of: parts, histograms, rules)
                }
            }
        }
        guard parts.count > 1 else { return found }
        return queries.indices.map { index in
            var best = found[index]
            for part in 1..<parts.count {
                let other = found[part * queries.count + index]
                if other.best.isBetter(than: best.best) { best.best = other.best }
                best.closed += other.closed
            }
            best.closed.sort()
            return best
        }
    }

    private func scan(
        _ query: Query, _ part: Int, of parts: ColumnParts, _ histograms: HistogramPool, _ rules: SplitRules
    ) -> Finding {
        let finder = SplitFinder(rules: rules)
        let leaf = SplitFinder.Leaf(sums: query.sums, bounds: query.bounds)
        var finding = Finding()
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: BinLayout.mostBytes) { scratch in
            let scratch = unsafe scratch.baseAddress.unsafelyUnwrapped
            let base = unsafe histograms.base(of: query.histogram)
            for view in query.columns where parts.count == 1 || parts.partOfView[view] == part {
                let place = unsafe places.base[view]
                let canCut = unsafe place.scan(base, view, leaf, finder, scratch, into: &finding.best)
                if !canCut { finding.closed.append(view) }
            }
        }
        return finding
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
