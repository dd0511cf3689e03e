/// Keeps the best gain seen so far while the left side of a cut grows.
struct SplitScorer {
    private let packing: PackedSums
    private let minCount: Int64
    private let minHessian: Double
    private let regularization: Double
    private let sums: UInt64
    private let bounds: ValueBounds
    private let direction: Int
    private let isConstrained: Bool
    private let valueFactor: Double
    private let gainFactor: Double
    private let parent: Double
    /// The best of G_L² / (H_L + λ) + G_R² / (H_R + λ), in packed units.
    private var best: Double

    /// - Parameter above: the gain that must be exceeded.
    @inline(__always)
    init(_ rules: SplitRules, regularization: Double, leaf: SplitFinder.Leaf, direction: Int, above: Double) {
        packing = rules.packing
        minCount = rules.minCount
        minHessian = rules.minHessian
        valueFactor = rules.valueFactor
        gainFactor = rules.gainFactor
        self.regularization = regularization
        sums = leaf.sums
        bounds = leaf.bounds
        self.direction = direction
        isConstrained = direction != 0 || leaf.bounds.isActive
        let gradient = Double(rules.packing.gradient(sums))
        let curvature = Double(rules.packing.hessian(sums)) + rules.regularization
        if isConstrained {
            let value = leaf.bounds.clamped(-gradient / curvature * rules.valueFactor) / rules.valueFactor
            parent = Self.reduction(gradient, curvature, value)
        } else {
            parent = gradient * gradient / curvature
        }
        best = parent + above / rules.gainFactor
    }

    /// The best gain so far.
    var gain: Double { (best - parent) * gainFactor }

    /// Whether the leaf cut into `left` and the rest is allowed and better than anything before; then it is the new best.
    @inline(__always)
    mutating func improves(left: UInt64) -> Bool {
        let right = sums &- left
        guard packing.count(left) >= minCount, packing.count(right) >= minCount else { return false }
        let leftHessian = Double(packing.hessian(left))
        let rightHessian = Double(packing.hessian(right))
        guard leftHessian >= minHessian, rightHessian >= minHessian else { return false }
        let g = Double(packing.gradient(left))
        let k = Double(packing.gradient(right))
        let a = leftHessian + regularization
        let b = rightHessian + regularization
        if isConstrained {
            guard let score = constrainedScore(g, a, k, b), score > best else { return false }
            best = score
            return true
        }
        let score = g * g * b + k * k * a
        // Comparing before dividing spares the division nearly always.
        guard score > best * (a * b) else { return false }
        best = score / (a * b)
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
struct ValueBounds: Equatable, Sendable {
    var low = -Double.infinity
    var high = Double.infinity

    var isActive: Bool { low > -.infinity || high < .infinity }

    func clamped(_ value: Double) -> Double { max(low, min(high, value)) }
}
