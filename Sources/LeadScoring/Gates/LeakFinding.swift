/// What the leak gate holds against a column (R-LEAK-1).
public struct LeakFinding: Sendable, Equatable {
    public enum Severity: String, Sendable, Equatable {
        /// All but gives the outcome away.
        case blocked
        /// Tells a lot, and there is a second sign.
        case suspect
    }

    public let column: String
    public let severity: Severity
    /// The out-of-fold AUC of the column alone.
    public let aloneAUC: Double?
    /// How much AUC a boosted model loses without the column, where that was measured.
    public let loss: Double?
    /// Sentences, the strongest first.
    public let evidence: [String]

    public var reason: String { evidence.joined(separator: "; ") }
}

/// What a column showed, finding or not: the rows of `leadscore check`.
public struct ColumnEvidence: Sendable, Equatable {
    public let column: String
    public let aloneAUC: Double?
    /// The AUC of merely being filled.
    public let missingnessAUC: Double
}
