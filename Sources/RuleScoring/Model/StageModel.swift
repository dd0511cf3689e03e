public import LeadHistory

/// Where a lead stands in its life cycle (R-FUN-2), in order.
public enum Stage: String, Sendable, Hashable, CaseIterable, Comparable {
    case cold
    case warm
    case mql = "MQL"
    case sql = "SQL"
    case opportunity
    case won
    case lost
    case recycled
    case disqualified

    /// - Parameter name: in any case.
    public init?(name: String) {
        guard let stage = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            return nil
        }
        self = stage
    }

    /// What is decided first wins.
    static let decisionOrder: [Stage] = [.disqualified, .won, .lost, .recycled, .opportunity, .sql, .mql, .warm]

    public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: Stage, right: Stage) -> Bool { left.rank < right.rank }
}

/// How stages are told (R-FUN-2, R-FUN-3, R-FUN-4). What comes first here is decided first: disqualified, won, lost,
/// recycled, opportunity, SQL, MQL, warm, and cold for the rest.
public struct StageModel: Sendable, Hashable {
    /// Where leads begin: a prize draw and a B2B newsletter bring cold ones, a B2C newsletter warm ones.
    public enum Start: String, Sendable, Hashable, CaseIterable {
        case prizeDraw = "prize_draw"
        case newsletterB2B = "b2b_newsletter"
        case newsletterB2C = "b2c_newsletter"

        public var stage: Stage { self == .newsletterB2C ? .warm : .cold }
    }

    /// Conditions that decide a stage by themselves.
    public struct Entry: Sendable, Hashable {
        public var stage: Stage
        public var condition: Condition
        public var reason: String?
        public var place: Place
    }

    /// Warm without a rule: so many of these fields known, or so many events in a window.
    public struct Warmth: Sendable, Hashable {
        public var fields: [String] = []
        public var depth: Int?
        public var reactions = EventTypes.any
        public var reactionCount = 1
        public var window = 90 * Span.day
    }

    /// The threshold of an MQL with its hysteresis: promoted at `promoteAt`, demoted below `promoteAt − hysteresis`, and
    /// not promoted again for `coolDown` seconds after that.
    public struct Threshold: Sendable, Hashable {
        /// `nil` is the overall percentage.
        public var axis: String?
        public var promoteAt: Double
        public var hysteresis = 0.0
        public var coolDown = 0.0
        public var place: Place

        /// Whether the state now depends on what was before.
        public var hasMemory: Bool { hysteresis > 0 || coolDown > 0 }
    }

    public var start = Start.newsletterB2B
    public var entries: [Entry] = []
    public var warmth: Warmth?
    public var mql: Threshold?
    public var place: Place
}
