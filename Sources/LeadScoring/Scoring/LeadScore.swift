/// What a model says of one lead.
public struct LeadScore: Sendable, Equatable {
    /// The chance of being won, within 0…1.
    public let probability: Double
    /// Where the probability lies by Venn and Abers: wide where training saw few such leads. `nil` unless asked for, or
    /// where the model has none.
    public let range: ClosedRange<Double>?
    /// ln(p / (1 − p)).
    public let logOdds: Double
    /// On the ``ScoreScale``: 0…100.
    public let score: Double
    /// By the ``GradeBands`` of the model, or those that were asked for.
    public let grade: Grade
    /// The share of reference leads with a lower score, in percent.
    public let percentile: Double
    /// `nil` unless asked for.
    public let axes: LeadAxes?
    /// Probability × what the lead is worth; `nil` unless asked for, or where the table does not say what it is worth.
    public let expectedValue: Double?
    /// The strongest first; as many as were asked for, fewer if fewer columns say anything.
    public let reasons: [ReasonCode]
}
