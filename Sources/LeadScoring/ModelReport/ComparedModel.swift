public import Evaluation
import ModelStorage

/// A model that was compared with others when one was chosen.
public struct ComparedModel: Sendable, Encodable {
    public let name: String
    /// Of leads that a fold held out, with its 95 % interval.
    public let logLoss: Estimate
    /// How much higher than the chosen one's, over the same leads, so that what both have in common cancels; `nil` for the
    /// chosen one itself.
    public let behind: Estimate?

    private enum CodingKeys: String, CodingKey {
        case name, behind
        case logLoss = "log_loss"
    }

    init(_ record: Provenance.ComparedModel) {
        name = record.name
        logLoss = Self.estimate(record.logLoss, record.standardError)
        behind = record.isChosen ? nil : Self.estimate(record.behind, record.behindStandardError)
    }

    /// Means over many leads are normal.
    private static func estimate(_ mean: Double, _ standardError: Double) -> Estimate {
        Estimate(value: mean, low: mean - 1.96 * standardError, high: mean + 1.96 * standardError)
    }
}
