import Foundation
public import LearningCore

/// Beta calibration (Kull, Silva Filho and Flach, 2017): with p the stated probability,
///
///     logit P = a ln p − b ln(1 − p) + c,     a, b ≥ 0
///
/// It bends the two ends separately; a = b is Platt's map, a = b = 1, c = 0 leaves everything as it is. A logistic
/// regression on two columns; a coefficient that would be negative is 0 and the rest is fitted anew. The logarithms are
/// computed from the log-odds, so no probability is rounded to 0 or 1 on the way.
public struct BetaCalibration: Calibrator {
    public init() {}

    public var name: String { "beta" }

    public func fitted(to sample: CalibrationSample) throws(LearningError) -> CalibrationMap {
        let low = sample.logOdds.map(BetaMap.logProbability)
        let high = sample.logOdds.map(BetaMap.minusLogComplement)
        let ones = [Double](repeating: 1, count: low.count)
        let slope = sample.startSlope
        let targets = sample.labels.map { $0 ? 1.0 : 0 }
        func fit(_ columns: [[Double]], _ start: [Double]) throws(LearningError) -> [Double] {
            try SmallLogisticFit(
                columns: columns, targets: targets, weights: sample.weights, start: start
            ).coefficients
        }
        let free = try fit([low, high, ones], [slope, slope, 0])
        if free[0] >= 0, free[1] >= 0 { return .beta(BetaMap(a: free[0], b: free[1], c: free[2])) }
        // With one coefficient below 0 the constrained minimum has that one at 0, as the loss is convex.
        if free[1] >= 0 || free[0] < free[1] {
            let held = try fit([high, ones], [slope, 0])
            if held[0] >= 0 { return .beta(BetaMap(a: 0, b: held[0], c: held[1])) }
        } else {
            let held = try fit([low, ones], [slope, 0])
            if held[0] >= 0 { return .beta(BetaMap(a: held[0], b: 0, c: held[1])) }
        }
        return .beta(BetaMap(a: 0, b: 0, c: try fit([ones], [0])[0]))
    }
}

/// What ``BetaCalibration`` has learned.
public struct BetaMap: Sendable, Codable, Equatable {
    /// Weight of ln p, ≥ 0: bends the low end.
    public let a: Double
    /// Weight of −ln(1 − p), ≥ 0: bends the high end.
    public let b: Double
    public let c: Double

    public init(a: Double, b: Double, c: Double) {
        self.a = a
        self.b = b
        self.c = c
    }

    func logOdds(_ z: Double) -> Double {
        (a == 0 ? 0 : a * Self.logProbability(z)) + (b == 0 ? 0 : b * Self.minusLogComplement(z)) + c
    }

    /// ln p = −ln(1 + e^−z).
    static func logProbability(_ z: Double) -> Double { -LogisticLoss.loss(logOdds: z, won: true) }

    /// −ln(1 − p) = ln(1 + e^z).
    static func minusLogComplement(_ z: Double) -> Double { LogisticLoss.loss(logOdds: z, won: false) }
}

extension BetaMap {
    /// - Throws: `DecodingError` if the numbers are not a rising map.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        a = try values.decode(Double.self, forKey: .a)
        b = try values.decode(Double.self, forKey: .b)
        c = try values.decode(Double.self, forKey: .c)
        try CalibrationMap.requireRising(slopes: [a, b], others: [c], in: decoder)
    }
}
