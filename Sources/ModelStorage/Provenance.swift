/// How a model came about. Nothing here is needed to score; everything here is needed to trust a score.
public struct Provenance: Sendable, Codable, Equatable {
    /// A column that is not used, and why.
    public struct ExcludedColumn: Sendable, Codable, Equatable {
        public var column: String
        /// `leak`, `suspect`, `asked`, `role`: who left it out.
        public var kind: String
        public var reason: String

        public init(column: String, kind: String, reason: String) {
            self.column = column
            self.kind = kind
            self.reason = reason
        }
    }

    /// A metric with its 95 % interval.
    public struct MetricRecord: Sendable, Codable, Equatable {
        public var name: String
        public var value: Double
        public var low: Double
        public var high: Double

        public init(name: String, value: Double, low: Double, high: Double) {
            self.name = name
            self.value = value
            self.low = low
            self.high = high
        }
    }

    /// A model that was compared with others by cross-validation.
    public struct ComparedModel: Sendable, Codable, Equatable {
        public var name: String
        /// Over all leads that a fold held out, with the standard error of that mean.
        public var logLoss: Double
        public var standardError: Double
        public var isChosen: Bool
        /// How much higher its log loss is than the chosen one's, over the same leads; 0 for that itself.
        public var behind: Double
        public var behindStandardError: Double

        public init(
            name: String, logLoss: Double, standardError: Double, isChosen: Bool, behind: Double,
            behindStandardError: Double
        ) {
            self.name = name
            self.logLoss = logLoss
            self.standardError = standardError
            self.isChosen = isChosen
            self.behind = behind
            self.behindStandardError = behindStandardError
        }
    }

    /// The evaluation on leads the evaluated model had not seen.
    public struct Holdout: Sendable, Codable, Equatable {
        public var rows: Int
        public var positives: Int
        /// `time`, `group` or `random`.
        public var split: String
        public var metrics: [MetricRecord]

        public init(rows: Int, positives: Int, split: String, metrics: [MetricRecord]) {
            self.rows = rows
            self.positives = positives
            self.split = split
            self.metrics = metrics
        }
    }

    public var excluded: [ExcludedColumn]
    /// Columns the leak gate would have left out, kept by request.
    public var keptLeaks: [String]
    public var warnings: [String]
    public var holdout: Holdout?
    /// Those the model was chosen from; `nil` if there was no choice, and in files written before it was kept.
    public var compared: [ComparedModel]?
    /// Options and hyperparameters by name.
    public var settings: [String: String]
    /// A fingerprint of the training leads, to notice when a model is evaluated on them.
    public var fingerprint: UInt64

    public init(
        excluded: [ExcludedColumn], keptLeaks: [String], warnings: [String], holdout: Holdout?,
        compared: [ComparedModel]? = nil, settings: [String: String], fingerprint: UInt64
    ) {
        self.excluded = excluded
        self.keptLeaks = keptLeaks
        self.warnings = warnings
        self.holdout = holdout
        self.compared = compared
        self.settings = settings
        self.fingerprint = fingerprint
    }
}
