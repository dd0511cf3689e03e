/// The best way found to split a leaf.
struct SplitCandidate: Equatable, Sendable, BitwiseCopyable {
    /// How much lower the objective gets: ½ would be its quadratic model, but the factor is left out as in LightGBM and
    /// XGBoost: G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ).
    var gain = 0.0
    /// The part of the gain that depends on the split, in packed units: what candidates are compared by, without rounding.
    var score = -Double.infinity
    /// View of the bin layout; −1 if there is no split.
    var view = -1
    /// The bins that go left, one bit each.
    var leftBins = BinSet()
    /// Numeric: the last bin that goes left.
    var lastLeftBin = 0
    var missingGoesLeft = false
    /// The sums of the rows that go left.
    var leftSums: UInt64 = 0

    /// Whether this split is to be preferred: for its score, or among equals for the first view.
    func isBetter(than other: SplitCandidate) -> Bool {
        view >= 0 && (score > other.score || score == other.score && view < other.view)
    }
}

/// A set of bins.
struct BinSet: Equatable, Sendable, BitwiseCopyable {
    private var words = SIMD4<UInt64>()

    init() {}

    /// All bins in `range`.
    init(_ range: ClosedRange<Int>) {
        words = Self.below(range.upperBound + 1) & ~Self.below(range.lowerBound)
    }

    /// The bits of the bins below a limit.
    private static func below(_ limit: Int) -> SIMD4<UInt64> {
        var words = SIMD4<UInt64>()
        for word in 0..<4 {
            let bits = min(max(limit - 64 * word, 0), 64)
            words[word] = bits == 64 ? .max : (1 << UInt64(bits)) - 1
        }
        return words
    }

    mutating func formUnion(_ other: BinSet) { words |= other.words }

    func subtracting(_ other: BinSet) -> BinSet {
        var rest = self
        rest.words &= ~other.words
        return rest
    }

    mutating func insert(_ bin: Int) { words[bin >> 6] |= 1 << UInt64(bin & 63) }

    func contains(_ bin: Int) -> Bool { (words[bin >> 6] >> UInt64(bin & 63)) & 1 == 1 }
}

/// What a split must keep to, in the units of packed sums.
struct SplitRules: Sendable, BitwiseCopyable {
    let packing: PackedSums
    /// λ and the categorical λ, in steps of the hessian.
    let regularization: Double
    let categoricalRegularization: Double
    let smoothing: Double
    /// The least hessian of a leaf, in steps; where counts are bounds by the hessian, what the least count asks for too.
    let minHessian: Int64
    /// In units of the count.
    let minCount: Int64
    let minLevelCount: Int64
    /// What a gain must exceed, in packed units.
    let minGain: Double
    /// A gain in packed units times this is real.
    let gainFactor: Double
    /// A leaf value in packed units times this is in log-odds.
    let valueFactor: Double

    init(packing: PackedSums, weights: RowWeights, _ hyperparameters: GradientBoostingTrainer.Hyperparameters) {
        let gradientStep = Double(sign: .plus, exponent: -packing.gradientExponent, significand: 1)
        let hessianSteps = Double(sign: .plus, exponent: packing.hessianExponent, significand: 1)
        self.packing = packing
        regularization = hyperparameters.l2Regularization * hessianSteps
        categoricalRegularization = regularization + hyperparameters.categorical.l2Regularization * hessianSteps
        smoothing = hyperparameters.categorical.smoothing * hessianSteps
        minCount = max(weights.count(of: Double(hyperparameters.minSamplesPerLeaf)), 1)
        let least = max(hyperparameters.minHessianPerLeaf * hessianSteps, 1).rounded(.up)
        minHessian = max(least < 0x1p60 ? Int64(least) : 1 << 60, packing.hessian(ofCount: minCount))
        minLevelCount = weights.count(of: Double(hyperparameters.categorical.minSamplesPerLevel))
        gainFactor = gradientStep * gradientStep * hessianSteps
        valueFactor = gradientStep * hessianSteps
        minGain = hyperparameters.minSplitGain / gainFactor
    }

    /// Whether rows with these sums may be a leaf.
    @inline(__always)
    func isEnough(_ sums: UInt64) -> Bool {
        packing.hessian(sums) >= minHessian && (packing.countBits == 0 || packing.count(sums) >= minCount)
    }

    /// The value of a leaf with these sums, before the learning rate.
    func value(_ sums: UInt64, within bounds: ValueBounds) -> Double {
        let value = -Double(packing.gradient(sums)) / (Double(packing.hessian(sums)) + regularization)
        return bounds.clamped(value * valueFactor)
    }
}
