public import LearningCore

/// A way to learn what a model's log-odds are worth.
///
/// Fitting twice gives the same map; the order of the rows changes it by rounding at most; weight 2 is the row twice.
public protocol Calibrator: Sendable {
    /// As in reports: `platt`.
    var name: String { get }

    /// - Throws: ``LearningCore/LearningError/numericalFailure(_:)`` if a solver could not go on.
    func fitted(to sample: CalibrationSample) throws(LearningError) -> CalibrationMap
}

/// What a ``Calibrator`` has learned: plain numbers, and how to apply them.
///
/// Every map is monotone: a higher log-odds never gives a lower probability. Every probability is above 0 and below 1,
/// also for an infinite log-odds.
public enum CalibrationMap: Sendable, Codable, Equatable {
    /// The log-odds are right as they are.
    case identity
    case temperature(TemperatureMap)
    case platt(PlattMap)
    case beta(BetaMap)
    case isotonic(IsotonicMap)

    /// The calibrated log-odds of a log-odds. `NaN` gives `NaN`.
    public func logOdds(_ z: Double) -> Double {
        if z.isNaN { return z }
        return switch self {
        case .identity: z
        case .temperature(let map): map.logOdds(z)
        case .platt(let map): map.logOdds(z)
        case .beta(let map): map.logOdds(z)
        case .isotonic(let map): LogisticLoss.logOdds(probability: map.probability(logOdds: z))
        }
    }

    /// The calibrated probability of a log-odds, above 0 and below 1. `NaN` gives `NaN`.
    public func probability(logOdds z: Double) -> Double {
        if z.isNaN { return z }
        let p =
            if case .isotonic(let map) = self { map.probability(logOdds: z) } else {
                LogisticLoss.probability(logOdds: logOdds(z))
            }
        // In double precision the logistic function reaches 1 at 37 and 0 at -745.
        return min(max(p, .leastNormalMagnitude), 1.nextDown)
    }

    /// As in reports.
    public var name: String {
        switch self {
        case .identity: "none"
        case .temperature: "temperature"
        case .platt: "platt"
        case .beta: "beta"
        case .isotonic: "isotonic"
        }
    }
}

extension CalibrationMap {
    /// A damaged file must not become a map that falls or gives `NaN`.
    static func requireRising(slopes: [Double], others: [Double], in decoder: any Decoder) throws(DecodingError) {
        guard slopes.allSatisfy({ $0 >= 0 && $0.isFinite }), others.allSatisfy(\.isFinite) else {
            throw .dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "the calibration's numbers are out of range"))
        }
    }
}

/// Leaves log-odds as they are: what every other calibrator has to beat.
public struct NoCalibration: Calibrator {
    public init() {}

    public var name: String { "none" }

    public func fitted(to sample: CalibrationSample) throws(LearningError) -> CalibrationMap { .identity }
}
