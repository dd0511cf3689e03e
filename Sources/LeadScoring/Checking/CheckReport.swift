import FeatureExtraction
import Tabular

/// What a look at a table found; `leadscore check --json` prints it.
public struct CheckReport: Sendable, Encodable {
    public let rowsIn: Int
    public let rejected: Int
    public let file: FileFacts
    public var outcome: Outcome?
    public var columns: [ColumnReport] = []
    public var duplicates: Duplicates?
    /// What became of snapshots and events; `nil` for a table taken as it stands.
    public var history: HistoryReport?
    /// What would be borrowed from the future; `nil` without a history.
    public var xray: LeakXRay?
    /// The options about events and time, as they must be typed again for training.
    var timeOptions = ""
    public var warnings: [String] = []
    public let notes: [String]

    private enum CodingKeys: String, CodingKey {
        case rejected, file, outcome, columns, duplicates, history, xray, warnings, notes
        case rowsIn = "rows_in"
    }

    /// How the file is written.
    public struct FileFacts: Sendable, Encodable {
        public let delimiter: String
        public let encoding: String
        public let isCompressed: Bool

        private enum CodingKeys: String, CodingKey {
            case delimiter, encoding
            case isCompressed = "compressed"
        }
    }

    /// The outcome column and what it says.
    public struct Outcome: Sendable, Encodable {
        public let column: String
        public let won: Int
        public let lost: Int
        public let open: Int
        public let wonValues: [String]
        public let lostValues: [String]
        public let openValues: [String]
        /// Those of ``openValues`` of which nobody has said what they mean; `train` wants to be told.
        public var unmappedValues: [String] = []

        private enum CodingKeys: String, CodingKey {
            case column, won, lost, open
            case wonValues = "won_values"
            case lostValues = "lost_values"
            case openValues = "open_values"
            case unmappedValues = "unmapped_values"
        }

        init(column: String, _ outcomes: LabelledOutcomes) {
            self.column = column
            won = outcomes.count(of: .won)
            lost = outcomes.count(of: .lost)
            open = outcomes.openCount
            wonValues = outcomes.wonValues
            lostValues = outcomes.lostValues
            openValues = outcomes.ignoredValues
        }
    }

    /// One column of the table.
    public struct ColumnReport: Sendable, Encodable {
        public let name: String
        public let type: String
        public let role: String
        public var reason: String
        public let values: Int
        public let absent: Int
        public let placeholders: Int
        /// Up to ``ColumnProfile/distinctLimit`` for numbers.
        public let distinct: Int
        /// The out-of-fold AUC of the column alone.
        public var alone: Double?
        /// `blocked` or `suspect`.
        public var finding: String?

        init(_ profile: ColumnProfile, _ assignment: ColumnAssignment) {
            name = profile.name
            type = profile.type.rawValue
            role = assignment.role.rawValue
            reason = assignment.reason
            values = profile.valueCount
            absent = profile.absentCount
            placeholders = profile.placeholderCount
            distinct = profile.distinctCount
        }
    }

    init(rowsIn: Int, rejected: Int, dialect: Dialect, notes: [String]) {
        self.rowsIn = rowsIn
        self.rejected = rejected
        self.notes = notes
        let delimiter =
            dialect.delimiter == UInt8(ascii: "\t") ? "tab" : String(decoding: [dialect.delimiter], as: UTF8.self)
        file = FileFacts(
            delimiter: delimiter, encoding: dialect.encoding.rawValue, isCompressed: dialect.isCompressed)
    }
}
