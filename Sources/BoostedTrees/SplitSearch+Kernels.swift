import LearningCore

/// Looks for the best split of one or two leaves over all columns, each part of them on the thread that makes their histograms.
///
/// The winner is the largest gain, the first column among equals, whatever the number of threads.
final class SplitSearch: @unchecked Sendable {
    struct Query {
        let sums: UInt64
        let bounds: ValueBounds
        let slot: HistogramPool.Slot
        /// By view, whether to look at it; `nil` for all.
        let drawn: [Bool]?
    }

    private let parts: ColumnParts
    private let task: SearchTask
    private let pool: WorkerPool
    /// By view.
    private let places: WorkingMemory<Place>
    /// By part and query.
    private let found: WorkingMemory<SplitCandidate>
    /// By query and view, whether to look at it.
    private let masks: WorkingMemory<Bool>
    private let scratch: WorkingMemory<UInt64>
    private let viewCount: Int
    private static let mostQueries = 2
    /// Between the candidates of one part and the next: twice what there are, so that no two threads write to one cache line.
    fileprivate static let foundStride = 2 * mostQueries

    init(matrix: BinMatrix, directions: [Int], histograms: HistogramPool, pool: WorkerPool) {
        parts = histograms.parts
        self.pool = pool
        places = WorkingMemory(
            matrix.layout.views.indices.map { Place(matrix, view: $0, direction: directions[$0]) }, padding: Place())
        viewCount = matrix.layout.views.count
        masks = WorkingMemory(repeating: true, count: Self.mostQueries * viewCount)
        scratch = WorkingMemory(repeating: 0, count: parts.count * BinLayout.mostBytes)
        found = WorkingMemory(repeating: SplitCandidate(), count: parts.count * Self.foundStride)
        task = unsafe SearchTask(histograms, places: places.base, scratch: scratch.base, found: found.base)
    }

    /// Prepares for the leaves of another tree.
    func begin(_ rules: SplitRules) { task.finder = SplitFinder(rules: rules) }

    /// The best split of one leaf or two, once they are made.
    func best(
        for first: Query, _ second: Query?, after making: HistogramPool.Making
    ) -> (first: SplitCandidate, second: SplitCandidate) {
        task.making = making
        task.first = leaf(first, 0)
        task.second = second.map { leaf($0, 1) }
        unsafe pool.forEach(parts.count, task)
        return (best(0), second == nil ? SplitCandidate() : best(1))
    }

    /// The best of what the parts found.
    private func best(_ number: Int) -> SplitCandidate {
        var best = unsafe found.base[number]
        for part in 1..<max(parts.count, 1) {
            let other = unsafe found.base[part * Self.foundStride + number]
            if other.isBetter(than: best) { best = other }
        }
        return best
    }

    private func leaf(_ query: Query, _ number: Int) -> SearchedLeaf {
        let mask = unsafe masks.base + number * viewCount
        if let drawn = query.drawn {
            for view in 0..<viewCount { unsafe mask[view] = drawn[view] }
        }
        return unsafe SearchedLeaf(
            leaf: SplitFinder.Leaf(sums: query.sums, bounds: query.bounds), slot: query.slot,
            drawn: query.drawn == nil ? nil : UnsafePointer(mask), number: number)
    }
}

/// One leaf to search: numbers and pointers only, because threads that count references to the same thing wait for each other.
@safe
private struct SearchedLeaf: BitwiseCopyable {
    let leaf: SplitFinder.Leaf
    let slot: HistogramPool.Slot
    /// By view, whether to look at it; `nil` for all.
    let drawn: UnsafePointer<Bool>?
    /// Of the query.
    let number: Int
}

/// What the threads do for a split. Made once for all trees, and what is the same for all splits of a tree written once: every
/// cache line that is written for a split has to come over to the other thread.
@safe
private final class SearchTask: NumberedTask {
    private let histograms: HistogramPool
    /// By view.
    private let places: UnsafePointer<Place>
    /// Room for a feature's words, by part.
    private let scratch: UnsafeMutablePointer<UInt64>
    /// Where the best splits of the first part go.
    private let found: UnsafeMutablePointer<SplitCandidate>
    /// Of the tree.
    var finder: SplitFinder?
    var making: HistogramPool.Making?
    var first: SearchedLeaf?
    var second: SearchedLeaf?

    init(
        _ histograms: HistogramPool, places: UnsafePointer<Place>, scratch: UnsafeMutablePointer<UInt64>,
        found: UnsafeMutablePointer<SplitCandidate>
    ) {
        self.histograms = histograms
        unsafe (self.places, self.scratch, self.found) = (places, scratch, found)
    }

    override func run(_ number: Int) {
        let part = histograms.parts[number]
        if let making { histograms.finish(making, part) }
        guard let finder else { return }
        if let first { search(first, part, finder) }
        if let second { search(second, part, finder) }
    }

    private func search(_ searched: SearchedLeaf, _ part: ColumnPart, _ finder: SplitFinder) {
        var best = SplitCandidate()
        let words = unsafe UnsafePointer(searched.slot.words)
        let scratch = unsafe scratch + part.number &* BinLayout.mostBytes
        searched.slot.open.closeAll(in: part) { view in
            if let drawn = unsafe searched.drawn, unsafe !drawn[view] { return true }
            return unsafe places[view].scan(words, view, searched.leaf, finder, scratch, into: &best)
        }
        unsafe found[part.number &* SplitSearch.foundStride &+ searched.number] = best
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
