import CWideVectors

/// Finds the best split of a leaf on one column from its histogram.
///
/// Numeric columns are read once from the lowest bin up, the sums so far being the left side. With missing values in the
/// leaf every threshold is tried with them on either side, and the split of missing against the rest too. Without, rows
/// that will be missing later go with the heavier side. Empty bins are passed over: they change nothing.
struct SplitFinder: Sendable, BitwiseCopyable {
    let rules: SplitRules

    /// The sums of a leaf and what its value may be.
    struct Leaf: BitwiseCopyable {
        let sums: UInt64
        let bounds: ValueBounds
    }

    /// With fewer bins than this, cuts are asked one by one; limits from 5 to 24 make no difference that could be measured.
    private static let fewBins = 12

    /// A cut of a numeric column.
    private struct Cut {
        var bin = 0
        var missingGoesLeft = false
        var left = UInt64(0)
    }

    /// - Parameters:
    ///   - histogram: the column's `binCount` words.
    ///   - direction: 1 if the log-odds may only rise with the value, −1 if only fall, 0 if free.
    ///   - candidate: replaced if a better split is found.
    /// - Returns: whether any cut leaves enough on both sides; if none does here, none will in a leaf below.
    @unsafe
    func scanNumeric(
        _ histogram: UnsafePointer<UInt64>, binCount: Int, view: Int, leaf: Leaf, direction: Int,
        into candidate: inout SplitCandidate, wide: Bool = WideVectors.areAvailable
    ) -> Bool {
        let missing = unsafe histogram[0]
        var scorer = SplitScorer(
            rules, regularization: rules.regularization, leaf: leaf, direction: direction,
            candidate: candidate)
        var best = Cut()
        let last = missing == 0 ? binCount - 1 : binCount
        let isWide = wide && last >= Self.fewBins && !scorer.isConstrained
        let canCut =
            unsafe isWide
            ? scanWide(histogram, last, missing, leaf, &scorer, &best)
            : scan(histogram, last, missing, leaf, &scorer, &best)
        guard best.bin > 0 else { return canCut }
        if missing == 0 {
            best.missingGoesLeft = rules.packing.hessian(best.left) * 2 >= rules.packing.hessian(leaf.sums)
        }
        candidate = SplitCandidate(
            gain: scorer.gain, score: scorer.best, view: view,
            leftBins: BinSet((best.missingGoesLeft ? 0 : 1)...best.bin),
            lastLeftBin: best.bin, missingGoesLeft: best.missingGoesLeft, leftSums: best.left)
        return true
    }

    /// Goes through the cuts after bins 1 ..< last.
    /// - Returns: whether any leaves enough on both sides.
    @unsafe @inline(__always)
    private func scan(
        _ histogram: UnsafePointer<UInt64>, _ last: Int, _ missing: UInt64, _ leaf: Leaf, _ scorer: inout SplitScorer,
        _ best: inout Cut
    ) -> Bool {
        var (present, canCut) = (UInt64(0), false)
        for bin in 1..<max(last, 1) {
            let word = unsafe histogram[bin]
            guard word != 0 else { continue }
            present &+= word
            // The right side only gets smaller from here on, and smaller still with missing values on the left.
            guard rules.isEnough(leaf.sums &- present) else { break }
            if rules.isEnough(present) {
                canCut = true
                if scorer.improves(left: present) { best = Cut(bin: bin, missingGoesLeft: false, left: present) }
            }
            guard missing != 0 else { continue }
            let both = present &+ missing
            guard rules.isEnough(both), rules.isEnough(leaf.sums &- both) else { continue }
            canCut = true
            if scorer.improves(left: both) { best = Cut(bin: bin, missingGoesLeft: true, left: both) }
        }
        return canCut
    }

    /// The same, asking one by one only the cuts that are better than what was best before their eight.
    @unsafe
    private func scanWide(
        _ histogram: UnsafePointer<UInt64>, _ last: Int, _ missing: UInt64, _ leaf: Leaf, _ scorer: inout SplitScorer,
        _ best: inout Cut
    ) -> Bool {
        #if arch(x86_64)
            var screened = scorer.screened(leaf, missing: missing, rules)
            var (cuts, bin) = (leadscore_cuts(), 1)
            while true {
                bin = unsafe leadscore_next_cuts(histogram, bin, last, &screened, scorer.bound, &cuts)
                guard bin >= 0 else { return cuts.canCut != 0 }
                for lane in 0..<min(8, last &- bin) {
                    unsafe cuts.before &+= histogram[bin &+ lane]
                    if cuts.promising >> UInt8(lane) & 1 == 1, scorer.improves(left: cuts.before) {
                        best = Cut(bin: bin &+ lane, missingGoesLeft: false, left: cuts.before)
                    }
                    let both = cuts.before &+ missing
                    if cuts.promisingWithMissing >> UInt8(lane) & 1 == 1, scorer.improves(left: both) {
                        best = Cut(bin: bin &+ lane, missingGoesLeft: true, left: both)
                    }
                }
                bin &+= 8
            }
        #else
            return unsafe scan(histogram, last, missing, leaf, &scorer, &best)
        #endif
    }

    /// Splits by a set of levels: ordered by G / (H + smoothing), the best set is a beginning of the order (Fisher, 1958).
    ///
    /// Missing is a level like the others. Levels too rare in this leaf go together as one. Levels absent from the leaf go
    /// where missing values go: with those of the leaf, else with its rare levels, else to the heavier side.
    ///
    /// - Returns: `false` if the levels beside the heaviest are too few for a side, here and in any leaf below.
    @unsafe
    func scanCategorical(
        _ histogram: UnsafePointer<UInt64>, binCount: Int, view: Int, leaf: Leaf,
        into candidate: inout SplitCandidate
    ) -> Bool {
        unsafe withUnsafeTemporaryAllocation(of: Level.self, capacity: binCount + 2) { levels in
            let room = unsafe levels.baseAddress.unsafelyUnwrapped
            let (range, heaviest) = unsafe collect(histogram, binCount, into: room)
            guard rules.isEnough(leaf.sums &- heaviest) else { return false }
            let (base, count) = unsafe (room + range.lowerBound, range.count)
            unsafe sort(base, count)
            var scorer = SplitScorer(
                rules, regularization: rules.categoricalRegularization, leaf: leaf, direction: 0,
                candidate: candidate)
            var best: (count: Int, left: UInt64) = (0, 0)
            var left = UInt64(0)
            for position in 0..<max(count - 1, 0) {
                unsafe left &+= base[position].sums
                guard rules.isEnough(leaf.sums &- left) else { break }
                if rules.isEnough(left), scorer.improves(left: left) { best = (position + 1, left) }
            }
            guard best.count > 0 else { return true }
            let isHeavier = rules.packing.hessian(best.left) * 2 >= rules.packing.hessian(leaf.sums)
            let side = unsafe side(
                base, count, first: best.count, rareBins(histogram, binCount), otherwise: isHeavier, binCount)
            candidate = SplitCandidate(
                gain: scorer.gain, score: scorer.best, view: view, leftBins: side.bins, lastLeftBin: 0,
                missingGoesLeft: side.othersGoLeft, leftSums: best.left)
            return true
        }
    }

    /// A level present in the leaf, or all rare ones together (bin −1).
    private struct Level: BitwiseCopyable {
        var ratio: Double
        var sums: UInt64
        var bin: Int
    }

    /// Lists the levels of the leaf, the rare ones as one before the others, without branching: which levels a leaf has is
    /// hard to guess.
    /// - Parameter levels: room for two more than there are bins.
    /// - Returns: which of them are levels, and the sums of the bin with the largest hessian.
    @unsafe
    private func collect(
        _ histogram: UnsafePointer<UInt64>, _ binCount: Int, into levels: UnsafeMutablePointer<Level>
    ) -> (range: Range<Int>, heaviest: UInt64) {
        var (end, rare, heaviest, most) = (1, UInt64(0), UInt64(0), Int64(0))
        for bin in 0..<binCount {
            let word = unsafe histogram[bin]
            let hessian = rules.packing.hessian(word)
            (heaviest, most) = hessian > most ? (word, hessian) : (heaviest, most)
            let isRare = isRare(word)
            rare &+= isRare ? word : 0
            unsafe levels[end] = Level(ratio: 0, sums: word, bin: bin)
            end &+= isRare || word == 0 ? 0 : 1
        }
        guard rare != 0 else { return (1..<end, heaviest) }
        unsafe levels[0] = Level(ratio: 0, sums: rare, bin: -1)
        return (0..<end, heaviest)
    }

    @inline(__always)
    private func isRare(_ word: UInt64) -> Bool { rules.packing.count(word) < rules.minLevelCount }

    @unsafe
    private func rareBins(_ histogram: UnsafePointer<UInt64>, _ binCount: Int) -> BinSet {
        var bins = BinSet()
        for bin in 0..<binCount {
            let word = unsafe histogram[bin]
            if word != 0, isRare(word) { bins.insert(bin) }
        }
        return bins
    }

    /// By G / (H + smoothing), equal ones as they are; by insertion, because leaves seldom have more than a few dozen levels.
    @unsafe
    private func sort(_ levels: UnsafeMutablePointer<Level>, _ count: Int) {
        for end in 0..<count {
            var level = unsafe levels[end]
            let (gradient, hessian) = (rules.packing.gradient(level.sums), rules.packing.hessian(level.sums))
            level.ratio = Double(gradient) / (Double(hessian) + rules.smoothing)
            var position = end
            while position > 0, unsafe levels[position &- 1].ratio > level.ratio {
                unsafe levels[position] = levels[position &- 1]
                position &-= 1
            }
            unsafe levels[position] = level
        }
    }

    /// The bins that go left when the first `first` levels do, and whether absent levels are among them.
    @unsafe
    private func side(
        _ levels: UnsafeMutablePointer<Level>, _ count: Int, first: Int, _ rareBins: BinSet, otherwise: Bool,
        _ binCount: Int
    ) -> (bins: BinSet, othersGoLeft: Bool) {
        var (left, placed) = (BinSet(), rareBins)
        var (missing, rare): (Bool?, Bool?) = (nil, nil)
        for position in 0..<count {
            let bin = unsafe levels[position].bin
            if bin == 0 { missing = position < first }
            if bin < 0 { rare = position < first } else { placed.insert(bin) }
            guard position < first else { continue }
            if bin < 0 { left.formUnion(rareBins) } else { left.insert(bin) }
        }
        let others = missing ?? rare ?? otherwise
        if others { left.formUnion(BinSet(0...binCount - 1).subtracting(placed)) }
        return (left, others)
    }
}
