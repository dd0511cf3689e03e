import Foundation

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
    public let grade: Grade
    /// The share of reference leads with a lower score, in percent.
    public let percentile: Double
    /// The strongest first; as many as were asked for, fewer if fewer columns say anything.
    public let reasons: [ReasonCode]
}

/// One column's part in a lead's score.
public struct ReasonCode: Sendable, Equatable, CustomStringConvertible {
    /// The column of the table.
    public let field: String
    /// What the lead has there, as a person would write it; `blank` without a value.
    public let value: String
    /// What it adds to the log-odds, against the average lead.
    public let contribution: Double

    /// Such as `Lead Source: Reference (odds ×3.1)`.
    public var description: String {
        let factor = exp(contribution)
        return "\(field): \(value) (odds ×\(decimal(factor, factor < 0.095 ? 3 : factor < 9.95 ? 2 : 0)))"
    }
}
