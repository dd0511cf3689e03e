/// What a report says of a model and its data besides how good it is: where it comes from, what it goes by, and what was
/// left out.
public struct ModelBackground: Sendable {
    public let model: Model
    /// The strongest first.
    public let drivers: [Driver]
    /// How many leads the drivers were computed from, evenly spaced in the table.
    public let driverRows: Int
    public let rejects: [RejectCount]
    public let origin: Origin

    /// The model, as its file describes it.
    public struct Model: Sendable, Encodable {
        public let kind: String
        /// Leads it learned from, and the won among them.
        public let rows: Int
        public let positives: Int
        public let features: Int
        public let settings: [String: String]
        public let excluded: [Excluded]
        /// Columns kept by request though they may leak.
        public let kept: [String]
        public let warnings: [String]
        /// Those it was chosen from, the simple ones first; empty if there was no choice, or no record of it.
        public let compared: [ComparedModel]
        public let version: String

        public struct Excluded: Sendable, Encodable {
            public let column: String
            /// `leak`, `suspect`, `asked` or `role`.
            public let kind: String
            public let reason: String
        }
    }

    /// Rejected rows of one kind.
    public struct RejectCount: Sendable, Encodable {
        public let code: String
        public let rows: Int
    }

    /// What the report was made of and how.
    public struct Origin: Sendable, Encodable {
        public let model: String
        /// SHA-256 of the files; `nil` for standard input.
        public let modelDigest: String?
        public let leads: String
        public let leadsDigest: String?
        public let seed: UInt64
        public let command: String
        public let version: String

        private enum CodingKeys: String, CodingKey {
            case model, leads, seed, command, version
            case modelDigest = "model_sha256"
            case leadsDigest = "leads_sha256"
        }
    }
}
