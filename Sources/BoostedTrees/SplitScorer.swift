import CWideVectors

/// Keeps the best gain seen so far while the left side of a cut grows.
struct SplitScorer {
    private let packing: PackedSums
    private let regularization: Double
    private let bounds: ValueBounds
    private let direction: Int
    let isConstrained: Bool
    private let valueFactor: Double
    private let gainFactor: Double
    /// G and H of the leaf; integers, so that subtracting a side's is exact.
    private let gradient: Double
    private let hessian: Double
    private let parent: Double
    /// The best of G_L² / (H_L + λ) + G_R² / (H_R + λ), in packed units.
    private(set) var best: Double
    /// A little less: no score above `best` is lost to rounding when compared with this before dividing.
    private(set) var bound: Double

    /// - Parameter candidate: the split that must be beaten.
    @inline(__always)
    init(
        _ rules: SplitRules, regularization: Double, leaf: SplitFinder.Leaf, direction: Int, candidate: SplitCandidate
    ) {
        packing = rules.packing
        valueFactor = rules.valueFactor
        gainFactor = rules.gainFactor
        self.regularization = regularization
        bounds = leaf.bounds
        self.direction = direction
        isConstrained = direction != 0 || leaf.bounds.isActive
        gradient = Double(rules.packing.gradient(leaf.sums))
        hessian = Double(rules.packing.hessian(leaf.sums))
        let curvature = hessian + rules.regularization
        if isConstrained {
            let value = leaf.bounds.clamped(-gradient / curvature * rules.valueFactor) / rules.valueFactor
            parent = Self.reduction(gradient, curvature, value)
        } else {
            parent = gradient * gradient / curvature
        }
        best = max(parent + rules.minGain, candidate.score)
        bound = best * Self.below
    }

    private static let below = 1 - 0x1p-50

    /// What the scorer knows of the leaf, for screening eight cuts at once.
    func screened(_ leaf: SplitFinder.Leaf, missing: UInt64, _ rules: SplitRules) -> leadscore_leaf {
        leadscore_leaf(
            sums: leaf.sums, missing: missing, countBits: Int32(packing.countBits),
            gradientBits: Int32(packing.gradientBits), hessianBits: Int32(packing.hessianBits),
            leastHessian: rules.minHessian, leastCount: rules.minCount, gradient: gradient, hessian: hessian,
            regularization: regularization)
    }

    /// The best gain so far.
    var gain: Double { (best - parent) * gainFactor }

    /// Whether the leaf cut into `left` and the rest, both large enough, is allowed and better than anything before; then
    /// it is the new best.
    @inline(__always)
    mutating func improves(left: UInt64) -> Bool {
        let g = Double(packing.gradient(left))
        let h = Double(packing.hessian(left))
        let k = gradient - g
        let a = h + regularization
        let b = (hessian - h) + regularization
        if isConstrained {
            guard let score = constrainedScore(g, a, k, b), score > best else { return false }
            best = score
            return true
        }
        let score = g * g * b + k * k * a
        // Comparing before dividing spares the division nearly always. The quotients decide: of equal ones the first wins,
        // whatever lies between them, so that the columns may be searched in any number of parts.
        guard score > bound * (a * b) else { return false }
        let quotient = score / (a * b)
        guard quotient > best else { return false }
        best = quotient
        bound = quotient * Self.below
        return true
    }

    /// With a value w held within bounds, −(2 G w + (H + λ) w²) takes the place of G² / (H + λ).
    private func constrainedScore(_ g: Double, _ a: Double, _ k: Double, _ b: Double) -> Double? {
        let left = bounds.clamped(-g / a * valueFactor)
        let right = bounds.clamped(-k / b * valueFactor)
        if direction > 0 && left > right || direction < 0 && left < right { return nil }
        return Self.reduction(g, a, left / valueFactor) + Self.reduction(k, b, right / valueFactor)
    }

    private static func reduction(_ gradient: Double, _ curvature: Double, _ value: Double) -> Double {
        -(2 * gradient * value + curvature * value * value)
    }
}

/// The values a leaf may take, which monotone constraints above it have narrowed.
struct ValueBounds: Equatable, Sendable, BitwiseCopyable {
    var low = -Double.infinity
    var high = Double.infinity

    var isActive: Bool { low > -.infinity || high < .infinity }

    func clamped(_ value: Double) -> Double { max(low, min(high, value)) }
}
