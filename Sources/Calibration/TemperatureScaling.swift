public import LearningCore

/// Temperature scaling (Guo et al., 2017): logit P = scale · z with scale = 1 / temperature ≥ 0, the one that gives the
/// least log loss. It mends over- and under-confidence and leaves ½ where it is.
public struct TemperatureScaling: Calibrator {
    public init() {}

    public var name: String { "temperature" }

    public func fitted(to sample: CalibrationSample) throws(LearningError) -> CalibrationMap {
        let fit = try SmallLogisticFit(
            columns: [sample.logOdds], targets: sample.labels.map { $0 ? 1 : 0 }, weights: sample.weights,
            start: [sample.startSlope])
        return .temperature(TemperatureMap(scale: max(fit.coefficients[0], 0)))
    }
}

/// What ``TemperatureScaling`` has learned.
public struct TemperatureMap: Sendable, Codable, Equatable {
    /// 1 / temperature, ≥ 0.
    public let scale: Double

    public init(scale: Double) { self.scale = scale }

    func logOdds(_ z: Double) -> Double { scale == 0 ? 0 : scale * z }
}

extension TemperatureMap {
    /// - Throws: `DecodingError` if the number is not a rising map's.
    public init(from decoder: any Decoder) throws {
        scale = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .scale)
        try CalibrationMap.requireRising(slopes: [scale], others: [], in: decoder)
    }
}
