public import LearningCore

/// Platt's scaling (1999): logistic regression of the outcome on the log-odds z,
///
///     logit P = slope · z + intercept,     slope ≥ 0
///
/// with Platt's smoothed targets instead of 0 and 1, t₁ = (W₁ + 1) / (W₁ + 2) and t₀ = 1 / (W₀ + 2), where W₁ and W₀ are
/// the weights of won and lost rows: the answer stays finite and modest when few rows separate perfectly. Fitted by
/// Newton's method. Where the slope would be negative (the model ranks the wrong way round) it is 0.
public struct PlattScaling: Calibrator {
    public init() {}

    public var name: String { "platt" }

    public func fitted(to sample: CalibrationSample) throws(LearningError) -> CalibrationMap {
        let won = sample.totalWon
        let lost = sample.total - won
        let targets = sample.labels.map { $0 ? (won + 1) / (won + 2) : 1 / (lost + 2) }
        let ones = [Double](repeating: 1, count: targets.count)
        let fit = try SmallLogisticFit(
            columns: [sample.logOdds, ones], targets: targets, weights: sample.weights, start: [sample.startSlope, 0])
        if fit.coefficients[0] >= 0 {
            return .platt(PlattMap(slope: fit.coefficients[0], intercept: fit.coefficients[1]))
        }
        let constant = try SmallLogisticFit(columns: [ones], targets: targets, weights: sample.weights, start: [0])
        return .platt(PlattMap(slope: 0, intercept: constant.coefficients[0]))
    }
}

/// What ``PlattScaling`` has learned.
public struct PlattMap: Sendable, Codable, Equatable {
    /// ≥ 0; 1 leaves the spread of the log-odds as it is, less draws them together.
    public let slope: Double
    public let intercept: Double

    public init(slope: Double, intercept: Double) {
        self.slope = slope
        self.intercept = intercept
    }

    func logOdds(_ z: Double) -> Double {
        // 0 · ∞ would be NaN.
        slope == 0 ? intercept : slope * z + intercept
    }
}

extension PlattMap {
    /// - Throws: `DecodingError` if the numbers are not a rising map.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        slope = try values.decode(Double.self, forKey: .slope)
        intercept = try values.decode(Double.self, forKey: .intercept)
        try CalibrationMap.requireRising(slopes: [slope], others: [intercept], in: decoder)
    }
}
