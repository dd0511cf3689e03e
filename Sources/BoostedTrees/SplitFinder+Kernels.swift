/// Finds the best split of a leaf on one column from its histogram.
///
/// Numeric columns are read once from the lowest bin up, the sums so far being the left side. With missing values in the
/// leaf every threshold is tried with them on either side, and the split of missing against the rest too. Without, rows
/// that will be missing later go with the heavier side. Empty bins are passed over: they change nothing.
struct SplitFinder: Sendable {
    let rules: SplitRules

    /// The sums of a leaf and what its value may be.
    struct Leaf {
        let sums: UInt64
        let bounds: ValueBounds
    }

    /// - Parameters:
    ///   - histogram: the column's `binCount` words.
    ///   - candidate: replaced if a better split is found.
    @unsafe
    func scanNumeric(
        _ histogram: UnsafePointer<UInt64>, binCount: Int, column: Int, leaf: Leaf, direction: Int,
        into candidate: inout SplitCandidate
    ) {
        let missing = unsafe histogram[0]
        let scorer = SplitScorer(rules, regularization: rules.regularization, leaf: leaf, direction: direction)
        var best = Best(gain: candidate.gain)
        var present = UInt64(0)
        let last = missing == 0 ? binCount - 1 : binCount
        for bin in 1..<last {
            let word = unsafe histogram[bin]
            guard word != 0 else { continue }
            present &+= word
            if let gain = scorer.gain(left: present), gain > best.gain {
                best = Best(gain: gain, bin: bin, missingGoesLeft: false, left: present)
            }
            guard missing != 0 else { continue }
            if let gain = scorer.gain(left: present &+ missing), gain > best.gain {
                best = Best(gain: gain, bin: bin, missingGoesLeft: true, left: present &+ missing)
            }
        }
        guard best.bin > 0 else { return }
        if missing == 0 {
            best.missingGoesLeft = rules.packing.hessian(best.left) * 2 >= rules.packing.hessian(leaf.sums)
        }
        candidate.gain = best.gain
        candidate.column = column
        candidate.lastLeftBin = best.bin
        candidate.missingGoesLeft = best.missingGoesLeft
        candidate.leftBins = BinSet((best.missingGoesLeft ? 0 : 1)...best.bin)
        candidate.leftSums = best.left
    }

    private struct Best {
        var gain: Double
        var bin = 0
        var missingGoesLeft = false
        var left = UInt64(0)
    }

    /// Splits by a set of levels: ordered by G / (H + smoothing), the best set is a beginning of the order (Fisher, 1958).
    ///
    /// Missing is a level like the others. Levels too rare in this leaf go together as one. Levels absent from the leaf go
    /// where missing values go: with those of the leaf, else with its rare levels, else to the heavier side.
    @unsafe
    func scanCategorical(
        _ histogram: UnsafePointer<UInt64>, binCount: Int, column: Int, leaf: Leaf,
        into candidate: inout SplitCandidate
    ) {
        var order = unsafe LevelOrder(histogram, binCount: binCount, rules: rules)
        guard order.count > 1 else { return }
        order.sort()
        let scorer = SplitScorer(rules, regularization: rules.categoricalRegularization, leaf: leaf, direction: 0)
        var left = UInt64(0)
        var (bestGain, bestCount, bestLeft) = (candidate.gain, 0, UInt64(0))
        for position in 0..<order.count - 1 {
            left &+= order.sums[position]
            if let gain = scorer.gain(left: left), gain > bestGain {
                (bestGain, bestCount, bestLeft) = (gain, position + 1, left)
            }
        }
        guard bestCount > 0 else { return }
        let isHeavier = rules.packing.hessian(bestLeft) * 2 >= rules.packing.hessian(leaf.sums)
        let (bins, othersGoLeft) = order.leftBins(first: bestCount, otherwise: isHeavier, binCount: binCount)
        candidate = SplitCandidate(
            gain: bestGain, column: column, leftBins: bins, lastLeftBin: 0, missingGoesLeft: othersGoLeft,
            leftSums: bestLeft)
    }
}

/// The gain of cutting a leaf in two, or nothing if a side would break a rule.
struct SplitScorer {
    private let rules: SplitRules
    private let regularization: Double
    private let sums: UInt64
    private let parent: Double
    private let bounds: ValueBounds
    private let direction: Int

    @inline(__always)
    init(_ rules: SplitRules, regularization: Double, leaf: SplitFinder.Leaf, direction: Int) {
        self.rules = rules
        self.regularization = regularization
        sums = leaf.sums
        bounds = leaf.bounds
        self.direction = direction
        let gradient = Double(rules.packing.gradient(sums))
        parent = gradient * gradient / (Double(rules.packing.hessian(sums)) + rules.regularization)
    }

    @inline(__always)
    func gain(left: UInt64) -> Double? {
        let right = sums &- left
        let packing = rules.packing
        guard packing.count(left) >= rules.minCount, packing.count(right) >= rules.minCount else { return nil }
        let leftHessian = Double(packing.hessian(left))
        let rightHessian = Double(packing.hessian(right))
        guard leftHessian >= rules.minHessian, rightHessian >= rules.minHessian else { return nil }
        let leftGradient = Double(packing.gradient(left))
        let rightGradient = Double(packing.gradient(right))
        let a = leftHessian + regularization
        let b = rightHessian + regularization
        if bounds.isActive || direction != 0 {
            return constrainedGain(leftGradient, a, rightGradient, b)
        }
        let gain = (leftGradient * leftGradient * b + rightGradient * rightGradient * a) / (a * b) - parent
        return gain * rules.gainFactor
    }

    /// With a value w held within bounds, −(2 G w + (H + λ) w²) takes the place of G² / (H + λ).
    private func constrainedGain(_ g: Double, _ a: Double, _ k: Double, _ b: Double) -> Double? {
        let leftValue = bounds.clamped(-g / a * rules.valueFactor)
        let rightValue = bounds.clamped(-k / b * rules.valueFactor)
        if direction > 0 && leftValue > rightValue || direction < 0 && leftValue < rightValue { return nil }
        let gain = reduction(g, a, leftValue) + reduction(k, b, rightValue)
        let whole = bounds.clamped(-(g + k) / (a + b - regularization) * rules.valueFactor)
        return (gain - reduction(g + k, a + b - regularization, whole)) * rules.gainFactor
    }

    private func reduction(_ gradient: Double, _ curvature: Double, _ value: Double) -> Double {
        let packed = value / rules.valueFactor
        return -(2 * gradient * packed + curvature * packed * packed)
    }
}

/// The values a leaf may take, which monotone constraints above it have narrowed.
struct ValueBounds: Equatable, Sendable {
    var low = -Double.infinity
    var high = Double.infinity

    var isActive: Bool { low > -.infinity || high < .infinity }

    func clamped(_ value: Double) -> Double { max(low, min(high, value)) }
}
