/// What sales found out by asking: BANT, MEDDIC, or criteria of one's own (R-QUAL-1 to R-QUAL-4).
///
/// Each criterion is unknown, no (0), partial (½) or yes (1). The score is the weighted mean over what is known, in
/// percent, and completeness the known share of the weight; neither hides the other.
public struct Qualification: Sendable, Hashable {
    public enum Answer: String, Sendable, Hashable, CaseIterable {
        case unknown
        case no
        case partial
        case yes

        /// `nil` is unknown.
        public var value: Double? {
            switch self {
            case .unknown: nil
            case .no: 0
            case .partial: 0.5
            case .yes: 1
            }
        }
    }

    public struct Criterion: Sendable, Hashable {
        public var id: String
        public var field: String
        public var weight: Double
        public var question: String
        /// The field that says since when it is known; answers known later than the as-of time are unknown.
        public var knownAt: String?
        /// The field that says why the answer is what it is.
        public var evidence: String?
        public var place: Place
    }

    /// Such as "three of four yes, and authority not no".
    public struct Gate: Sendable, Hashable {
        public var yesAtLeast: Int
        public var notNo: [String]
    }

    public var name: String
    public var criteria: [Criterion]
    public var gate: Gate?
    public var place: Place

    static let models: [String: [(id: String, question: String)]] = [
        "bant": [
            ("budget", "Is there a budget, and how large is it?"), ("authority", "Who decides?"),
            ("need", "Which problem must be solved?"), ("timing", "When is it to be solved?"),
        ],
        "meddic": [
            ("metrics", "Which figures are to get better?"), ("economic_buyer", "Who signs?"),
            ("decision_criteria", "What must the solution do?"),
            ("decision_process", "How is it decided, step by step?"), ("identify_pain", "What hurts today?"),
            ("champion", "Who wants us in?"),
        ],
    ]
}
