/// Why a lead has its score: `leadscore explain`.
///
/// The parts add up: `base_log_odds` + Σ `contribution` is `log_odds`, the probability's.
public struct ScoreExplanation: Sendable, Codable, Equatable {
    /// What the lead is called, and how many rows of the table are called so; the first of them is explained.
    public let id: String
    public let rowsOfThatID: Int
    public let probability: Double
    public let probabilityLow: Double?
    public let probabilityHigh: Double?
    public let score: Double
    public let grade: String
    /// The share of reference leads with a lower score, in percent.
    public let percentile: Double
    /// `nil` for a model that was saved before they were kept.
    public let axes: Axes?
    /// The probability times what the lead is worth, where that is known.
    public let expectedValue: Double?
    public let logOdds: Double
    /// Of the average lead.
    public let baseLogOdds: Double
    /// One a field, the strongest first.
    public let parts: [Part]
    /// Fields the lead says nothing about.
    public let unknown: [Unknown]
    public let rules: Rules?
    /// The smallest change that would lift the lead to the next grade; `nil` if none of a single field would.
    public let change: Change?
    /// Whether there is no better grade.
    public let hasBestGrade: Bool

    private enum CodingKeys: String, CodingKey {
        case id, probability, score, grade, percentile, axes, parts, unknown, rules, change
        case expectedValue = "expected_value"
        case hasBestGrade = "has_best_grade"
        case rowsOfThatID = "rows_of_that_id"
        case probabilityLow = "probability_low"
        case probabilityHigh = "probability_high"
        case logOdds = "log_odds"
        case baseLogOdds = "base_log_odds"
    }

    /// The lead as ``LeadAxes`` places it.
    public struct Axes: Sendable, Codable, Equatable {
        /// Percentiles among training leads; `nil` for a model without such features.
        public let fit: Double?
        public let engagement: Double?
        /// Such as `A1`.
        public let cell: String
        /// What is usually done with such leads; `nil` where an axis is absent.
        public let action: String?

        private enum CodingKeys: String, CodingKey {
            case fit, engagement, action
            case cell = "class"
        }

        init(_ axes: LeadAxes) {
            (fit, engagement, cell, action) = (axes.fit, axes.engagement, axes.cell, axes.action)
        }
    }

    /// What a field adds to the log-odds.
    public struct Part: Sendable, Codable, Equatable {
        public let field: String
        public let value: String
        public let contribution: Double
        /// Training leads that had the same, and the won among them; `nil` where they were too few.
        public let leads: Int?
        public let won: Int?
        /// The same in words.
        public let words: String
    }

    /// A field without a value.
    public struct Unknown: Sendable, Codable, Equatable {
        public let field: String
        /// `blank` or `nothing chosen`.
        public let state: String
    }

    /// What the rules say of the lead.
    public struct Rules: Sendable, Codable, Equatable {
        public let name: String
        /// `nil` if they say nothing.
        public let points: Double?
        /// The rules, or columns, that gave points, the most first.
        public let paid: [Paid]

        public struct Paid: Sendable, Codable, Equatable {
            public let rule: String
            public let points: Double
        }
    }

    /// Another value of one field, or more events of one kind now, and what the score would be then, by scoring the lead
    /// anew.
    public struct Change: Sendable, Codable, Equatable {
        /// A column, or a kind of event.
        public let field: String
        /// The value; of events their number.
        public let from: String
        public let to: String
        public let isEvent: Bool
        public let score: Double
        public let grade: String
        public let probability: Double

        private enum CodingKeys: String, CodingKey {
            case field, from, to, score, grade, probability
            case isEvent = "is_event"
        }
    }
}
