public import Calibration
import LearningCore
public import ModelStorage

/// Probabilities for a won rate other than the one they were learned at.
///
/// Where only the rate has changed, and not how won and lost leads look, Bayes' rule adds
/// logit(rate) − logit(training rate) to every log-odds. Ranks, scores and grades, which are measured from the average
/// lead, stay; and a lead's probability still does not depend on the leads it is scored with.
extension ModelArtifact {
    /// - Parameter rate: the share of won leads that is expected; `nil` leaves the probabilities as they are.
    /// - Throws: ``Diagnostic`` E103 for a rate that is none, and for a model that does not know the rate it learned at.
    public func correction(toWonRate rate: Double?) throws(Diagnostic) -> PriorCorrection? {
        guard let rate else { return nil }
        guard rate > 0, rate < 1 else {
            throw Diagnostic(
                .badOption, "--won-rate is \(rate)",
                fix: "choose the share of leads that will be won, above 0 and below 1, such as 0.05")
        }
        guard positives > 0, positives < rows else {
            throw Diagnostic(
                .badOption, "--won-rate is given, but the model does not know the won rate it learned at",
                fix: "leave it out, or train a model with `leadscore train`")
        }
        return try Diagnostic.translating { () throws(LearningError) in
            try PriorCorrection(declaredRate: rate, trainingRate: Double(positives) / Double(rows))
        }
    }
}

/// How probabilities sum up beside what came of the leads.
struct ProbabilityLevel: Sendable, Equatable {
    /// What the probabilities say is won, and what was.
    let expected: Double
    let won: Double
    /// Of the number of won leads, if every probability were right.
    let deviation: Double
    let leads: Int

    init(logOdds: [Double], labels: [Bool]) {
        var (expected, variance) = (0.0, 0.0)
        for z in logOdds {
            let p = LogisticLoss.probability(logOdds: z)
            expected += p
            variance += p * (1 - p)
        }
        self.expected = expected
        won = Double(labels.count { $0 })
        deviation = variance.squareRoot()
        leads = labels.count
    }

    /// Whether chance does not explain the distance, and it is one to care about: the odds are off by a quarter or more.
    var isOff: Bool {
        guard won > 0, won < Double(leads), abs(won - expected) > 4 * deviation else { return false }
        let ratio = (won / (Double(leads) - won)) / (expected / (Double(leads) - expected))
        return ratio > 1.25 || ratio < 0.8
    }
}
