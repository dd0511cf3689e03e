public import Evaluation
import Foundation
import LearningCore
import LinearModels

/// What a rule is worth by its points, and what it is worth in truth.
public struct RuleEffect: Sendable, Codable, Equatable {
    /// The rule, or the column.
    public let rule: String
    /// The points it adds; for a column of points, as many points as ``oddsRatio`` is the effect of: 1, 10, 100, …
    /// whichever is next below their standard deviation.
    public let points: Double
    public let isColumn: Bool
    /// Leads it applies to, their won rate, and that of the others; `nil` for a column of points.
    public let leads: Int?
    public let rate: Estimate?
    public let otherRate: Estimate?
    /// By how much the odds of being won are multiplied where it applies; `nil` if that cannot be told, because it
    /// applies to all leads or to none.
    public let oddsRatio: Estimate?
    public let pValue: Double?

    private enum CodingKeys: String, CodingKey {
        case rule, points, leads, rate
        case isColumn = "is_column"
        case otherRate = "other_rate"
        case oddsRatio = "odds_ratio"
        case pValue = "p_value"
    }
}

/// The table *rule points against actual effect*.
public struct RuleEffects: Sendable, Codable, Equatable {
    public enum Method: String, Sendable, Codable {
        /// One logistic regression with all rules: each effect is beside the others.
        case joint
        /// Each rule alone, because the rules follow from each other or separate the outcomes.
        case alone
    }

    public let method: Method
    public let rules: [RuleEffect]
}

extension RuleEffects {
    /// - Parameter labels: one a lead, as the amounts of the parts. At least two of each outcome.
    init(_ parts: [RulePart], labels: [Bool], on pool: WorkerPool) {
        // A rule that applies to all or to none has no effect that could be seen.
        let varying = parts.filter { part in part.amounts.contains { $0 != part.amounts[0] } }
        let joint = Self.odds(varying, labels: labels, on: pool)
        method = joint == nil ? .alone : .joint
        rules = parts.map { part in
            let odds: Odds?
            if let joint {
                odds = varying.firstIndex { $0.name == part.name }.map { joint[$0] }
            } else {
                odds = Self.odds([part], labels: labels, on: pool)?.first ?? Self.tabulated(part, labels: labels)
            }
            return RuleEffect(part, labels: labels, odds: odds)
        }
    }

    struct Odds {
        let ratio: Estimate
        let pValue: Double
    }

    /// From a logistic regression without a penalty; `nil` if its coefficients are not unique or not finite.
    private static func odds(_ parts: [RulePart], labels: [Bool], on pool: WorkerPool) -> [Odds]? {
        guard !parts.isEmpty, Set(parts.map(\.name)).count == parts.count,
            let trainer = try? LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .treatment)),
            let schema = try? FeatureSchema(parts.map { Feature(name: $0.name, kind: .numeric) }),
            let matrix = try? FeatureMatrix(schema: schema, columns: parts.map { .numeric($0.units) }),
            let dataset = try? Dataset(features: matrix, labels: labels),
            let fit = try? trainer.fitted(to: dataset, on: pool), fit.report.warnings.isEmpty,
            let inference = try? trainer.inference(about: fit.model, fittedTo: dataset, on: pool),
            inference.coefficients.count == parts.count
        else { return nil }
        return inference.coefficients.map { coefficient in
            let interval = coefficient.oddsRatioInterval(level: 0.95)
            return Odds(
                ratio: Estimate(value: coefficient.oddsRatio, low: interval.lowerBound, high: interval.upperBound),
                pValue: coefficient.pValue)
        }
    }

    /// Where no regression can be fitted, as when all leads a rule applies to are won.
    private static func tabulated(_ part: RulePart, labels: [Bool]) -> Odds? {
        guard part.points != nil else { return nil }
        var counts = [0.0, 0, 0, 0]
        for (amount, label) in zip(part.amounts, labels) { counts[(amount != 0 ? 0 : 2) + (label ? 0 : 1)] += 1 }
        return OddsRatio(won: counts[0], lost: counts[1], othersWon: counts[2], othersLost: counts[3])
            .map { Odds(ratio: $0.ratio, pValue: $0.pValue) }
    }
}

extension RulePart {
    /// What one step of ``units`` is in the part's amounts.
    fileprivate var unit: Double {
        guard points == nil else { return 1 }
        let mean = amounts.reduce(0, +) / Double(amounts.count)
        let variance = amounts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(amounts.count)
        return variance > 0 ? max(pow(10, log10(variance.squareRoot()).rounded(.down)), 1) : 1
    }

    /// The amounts in steps of a size that shows an effect.
    fileprivate var units: [Double] {
        let unit = unit
        return amounts.map { $0 / unit }
    }
}

extension RuleEffect {
    fileprivate init(_ part: RulePart, labels: [Bool], odds: RuleEffects.Odds?) {
        rule = part.name
        points = part.points ?? part.unit
        isColumn = part.points == nil
        oddsRatio = odds?.ratio
        pValue = odds?.pValue
        guard part.points != nil else {
            (leads, rate, otherRate) = (nil, nil, nil)
            return
        }
        let hits = part.amounts.indices.filter { part.amounts[$0] != 0 }
        let won = hits.count { labels[$0] }
        leads = hits.count
        rate = WilsonInterval.estimate(successes: Double(won), trials: Double(hits.count))
        otherRate = WilsonInterval.estimate(
            successes: Double(labels.count { $0 } - won), trials: Double(labels.count - hits.count))
    }
}
