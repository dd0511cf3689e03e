public import Evaluation

/// What a way of choosing leads brings at the capacity (R-ROI-1). A historical back-test, not a causal effect.
public struct PolicyFigures: Sendable, Codable, Equatable {
    /// `random`, `rules`, `model` or `hybrid`.
    public let policy: String
    public let won: Estimate?
    /// Share of all wins.
    public let winsKept: Estimate?
    public let contactsPerWin: Estimate?
    /// `nil` without a cost.
    public let costPerWin: Estimate?
    /// Contacts fewer than the rules need for the wins they have at the capacity; below 0, more.
    public let callsSaved: Estimate?

    private enum CodingKeys: String, CodingKey {
        case policy, won
        case winsKept = "wins_kept"
        case contactsPerWin = "contacts_per_win"
        case costPerWin = "cost_per_win"
        case callsSaved = "calls_saved"
    }
}

/// A way to let the model correct the rules, at the capacity.
public struct HybridFigures: Sendable, Codable, Equatable {
    /// `equal_points`, `upgrade`, `veto` or `upgrade_and_veto`.
    public let name: String
    public let words: String
    public let won: Estimate?
    /// More wins than by the rules alone.
    public let more: Estimate?
}

/// What is won when so many leads are worked.
public struct CapacityPoint: Sendable, Codable, Equatable {
    public let share: Double
    public let leads: Double
    public let random: Double
    public let rules: Double
    public let model: Double
    public let hybrid: Double
}
