public import LearningCore

/// A correction for leads whose won rate differs from that of the leads learned from: every log-odds moves by `shift`.
///
/// Ranks do not change. Three ways to find the shift, from what is known:
///
/// - **Declared rate** alone: if only the rate has changed, and not how won and lost leads look ("label shift"), Bayes'
///   rule gives shift = logit(rate) − logit(training rate).
/// - **Declared rate and the leads' scores**: the shift that makes their mean probability the declared rate. Under label
///   shift that is the same; but where the scores have followed part of the change already, Bayes' rule counts that part
///   twice and this does not. Prefer it.
/// - **Scores alone**: the rate is estimated, see ``estimated(fromUnlabelled:reference:)``. That stands on label shift and
///   on calibrated scores, and is far off without them, so it is checked and refuses.
public struct PriorCorrection: Sendable, Codable, Equatable {
    /// What is added to every log-odds; finite.
    public let shift: Double
    /// The won rate aimed at, above 0 and below 1.
    public let rate: Double
    /// Of an estimated rate, `nil` for a declared one.
    public let rateStandardError: Double?

    public func logOdds(_ z: Double) -> Double { z + shift }

    public func probability(logOdds z: Double) -> Double { LogisticLoss.probability(logOdds: z + shift) }

    /// Of a probability; 0 and 1 stay.
    public func probability(_ p: Double) -> Double {
        p > 0 && p < 1 ? probability(logOdds: LogisticLoss.logOdds(probability: p)) : p
    }

    init(shift: Double, rate: Double, standardError: Double? = nil) {
        self.shift = shift
        self.rate = rate
        rateStandardError = standardError
    }

    /// By Bayes' rule.
    ///
    /// - Throws: ``LearningCore/LearningError/invalidHyperparameter(name:value:expected:)`` unless both rates are above 0
    ///   and below 1.
    public init(declaredRate rate: Double, trainingRate: Double) throws(LearningError) {
        try Self.requireRate(rate, name: "declaredRate")
        try Self.requireRate(trainingRate, name: "trainingRate")
        let shift = LogisticLoss.logOdds(probability: rate) - LogisticLoss.logOdds(probability: trainingRate)
        self.init(shift: shift, rate: rate)
    }

    /// The shift that makes the mean probability of these leads the declared rate.
    ///
    /// The mean rises with the shift, so there is one; found by Newton's method within a bracket.
    ///
    /// - Parameter logOdds: of the leads to be scored, finite, at least one.
    /// - Throws: ``LearningCore/LearningError``. Complexity: O(leads) per step, mostly < 10 steps.
    public init(declaredRate rate: Double, matching logOdds: [Double]) throws(LearningError) {
        try Self.requireRate(rate, name: "declaredRate")
        try Self.requireScores(logOdds)
        let aim = LogisticLoss.logOdds(probability: rate)
        let (smallest, largest) = logOdds.reduce((Double.infinity, -Double.infinity)) { (min($0.0, $1), max($0.1, $1)) }
        // At these ends no, and every, probability is above the rate.
        let shift = BracketedNewton.root(
            in: (aim - largest)...(aim - smallest), start: aim - (smallest / 2 + largest / 2)
        ) {
            shift in
            var (mean, slope) = (0.0, 0.0)
            for z in logOdds {
                let p = LogisticLoss.probability(logOdds: z + shift)
                mean += p
                slope += p * (1 - p)
            }
            return (rate - mean / Double(logOdds.count), slope / Double(logOdds.count))
        }
        self.init(shift: shift, rate: rate)
    }

    static func requireRate(_ rate: Double, name: String) throws(LearningError) {
        guard rate > 0, rate < 1 else {
            throw .invalidHyperparameter(name: name, value: "\(rate)", expected: "a number above 0 and below 1")
        }
    }

    static func requireScores(_ logOdds: [Double]) throws(LearningError) {
        guard !logOdds.isEmpty else { throw .tooFewRows(0) }
        if let row = logOdds.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(feature: "log-odds", row: row) }
    }
}
