/// Weighted moments of the numbers that are not missing, of rows with a positive weight.
///
///     mean = Σ w x / Σ w        m_k = Σ w (x − mean)^k / Σ w        skewness = m₃ / m₂^(3/2)
///
/// Weights are frequencies: a weight of 2 is the number twice.
struct NumericMoments: Sendable, Equatable {
    let observedWeight: Double
    let missingWeight: Double
    /// 0 if nothing was observed.
    let mean: Double
    let standardDeviation: Double
    /// 0 if the numbers do not vary.
    let skewness: Double
    /// Whether there are two different numbers, farther apart than rounding explains.
    let varies: Bool

    init(of values: [Double], weights: [Double]?) {
        let plain = MomentSums(of: values, weights: weights, factor: 1)
        // Numbers whose cubes would overflow or vanish are brought near 1 first.
        let magnitude = max(plain.minimum.magnitude, plain.maximum.magnitude)
        let isOrdinary = plain.observedWeight == 0 || magnitude == 0 || (1e-90...1e90).contains(magnitude)
        let factor = isOrdinary ? 1 : max(1 / magnitude, .leastNormalMagnitude)
        let sums = isOrdinary ? plain : MomentSums(of: values, weights: weights, factor: factor)
        observedWeight = sums.observedWeight
        missingWeight = sums.missingWeight
        guard sums.observedWeight > 0 else {
            (mean, standardDeviation, skewness, varies) = (0, 0, 0, false)
            return
        }
        let offset = sums.first / sums.observedWeight
        let second = max(0, sums.second / sums.observedWeight - offset * offset)
        let third =
            sums.third / sums.observedWeight - 3 * offset * sums.second / sums.observedWeight
            + 2 * offset * offset * offset
        let deviation = second.squareRoot()
        let isSpread = sums.minimum < sums.maximum && deviation > 1e-13 * magnitude * factor
        varies = isSpread && deviation / factor > 1e-290
        mean = min(max((sums.shift + offset) / factor, plain.minimum), plain.maximum)
        standardDeviation = deviation / factor
        skewness = varies ? third / (second * deviation) : 0
    }
}
