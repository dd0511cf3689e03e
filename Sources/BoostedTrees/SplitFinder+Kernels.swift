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

    /// - Parameters:
    ///   - histogram: the column's `binCount` words.
    ///   - direction: 1 if the log-odds may only rise with the value, −1 if only fall, 0 if free.
    ///   - candidate: replaced if a better split is found.
    /// - Returns: whether any cut leaves enough on both sides; if none does here, none will in a leaf below.
    @unsafe
    func scanNumeric(
        _ histogram: UnsafePointer<UInt64>, binCount: Int, view: Int, leaf: Leaf, direction: Int,
        into candidate: inout SplitCandidate
    ) -> Bool {
        let missing = unsafe histogram[0]
        var scorer = SplitScorer(
            rules, regularization: rules.regularization, leaf: leaf, direction: direction,
            candidate: candidate)
        var best: (bin: Int, missingGoesLeft: Bool, left: UInt64) = (0, false, 0)
        var (present, canCut) = (UInt64(0), false)
        let last = missing == 0 ? binCount - 1 : binCount
        for bin in 1..<max(last, 1) {
            let word = unsafe histogram[bin]
            guard word != 0 else { continue }
            present &+= word
            // The right side only gets smaller from here on, and smaller still with missing values on the left.
            guard rules.isEnough(leaf.sums &- present) else { break }
            if rules.isEnough(present) {
                canCut = true
                if scorer.improves(left: present) { best = (bin, false, present) }
            }
            guard missing != 0 else { continue }
            let both = present &+ missing
            guard rules.isEnough(both), rules.isEnough(leaf.sums &- both) else { continue }
            canCut = true
            if scorer.improves(left: both) { best = (bin, true, both) }
        }
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
        guard unsafe rules.isEnough(leaf.sums &- heaviest(histogram, binCount)) else { return false }
        unsafe withUnsafeTemporaryAllocation(of: Level.self, capacity: binCount + 1) { levels in
            let base = unsafe levels.baseAddress.unsafelyUnwrapped
            let count = unsafe collect(histogram, binCount, into: base)
            unsafe Self.sort(base, count)
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
            guard best.count > 0 else { return }
            let isHeavier = rules.packing.hessian(best.left) * 2 >= rules.packing.hessian(leaf.sums)
            let side = unsafe side(
                base, count, first: best.count, rareBins(histogram, binCount), otherwise: isHeavier, binCount)
            candidate = SplitCandidate(
                gain: scorer.gain, score: scorer.best, view: view, leftBins: side.bins, lastLeftBin: 0,
                missingGoesLeft: side.othersGoLeft, leftSums: best.left)
        }
        return true
    }

    /// A level present in the leaf, or all rare ones together (bin −1).
    private struct Level: BitwiseCopyable {
        var ratio: Double
        var sums: UInt64
        var bin: Int
    }

    /// The sums of the bin with the largest hessian.
    @unsafe @inline(__always)
    private func heaviest(_ histogram: UnsafePointer<UInt64>, _ binCount: Int) -> UInt64 {
        var heaviest = UInt64(0)
        for bin in 0..<binCount {
            let word = unsafe histogram[bin]
            if rules.packing.hessian(word) > rules.packing.hessian(heaviest) { heaviest = word }
        }
        return heaviest
    }

    @unsafe
    private func collect(
        _ histogram: UnsafePointer<UInt64>, _ binCount: Int, into levels: UnsafeMutablePointer<Level>
    ) -> Int {
        var (count, rare) = (0, UInt64(0))
        for bin in 0..<binCount {
            let word = unsafe histogram[bin]
            guard word != 0 else { continue }
            if isRare(word) {
                rare &+= word
            } else {
                unsafe levels[count] = level(word, bin)
                count += 1
            }
        }
        if rare != 0 {
            unsafe levels[count] = level(rare, -1)
            count += 1
        }
        return count
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

    private func level(_ word: UInt64, _ bin: Int) -> Level {
        let ratio = Double(rules.packing.gradient(word)) / (Double(rules.packing.hessian(word)) + rules.smoothing)
        return Level(ratio: ratio, sums: word, bin: bin)
    }

    /// By ratio, ties by bin; by insertion, because leaves seldom have more than a few dozen levels.
    @unsafe
    private static func sort(_ levels: UnsafeMutablePointer<Level>, _ count: Int) {
        for end in 1..<max(count, 1) {
            let level = unsafe levels[end]
            var position = end
            while position > 0 {
                let before = unsafe levels[position - 1]
                guard (level.ratio, level.bin) < (before.ratio, before.bin) else { break }
                unsafe levels[position] = before
                position -= 1
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
