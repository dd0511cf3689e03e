public import LeadHistory

/// One rule: when it pays, how much, how often, and how that fades.
public struct Rule: Sendable, Hashable {
    /// Unique in the file.
    public var id: String
    public var note: String?
    public var condition: Condition
    public var points: RulePoints
    /// Paid when the condition is unknown.
    public var pointsIfUnknown: Points?
    public var repetition = Repetition()
    public var decay = Decay.none
    /// When it holds, the group forgets what came before the last of its events.
    public var resetsGroup = false
    /// Said, or found from the condition (R-DATA-5): `implicit` is what the lead did.
    public var isImplicit = false
    /// Only for leads of these personas; empty is for all.
    public var personas: [String] = []
    public var place: Place

    public init(id: String, condition: Condition, points: RulePoints, place: Place = .none) {
        self.id = id
        self.condition = condition
        self.points = points
        self.place = place
    }
}

/// How many points a rule pays (R-RULE-4).
public enum RulePoints: Sendable, Hashable {
    case constant(Points)
    /// By the text of a field; the first row that names it counts.
    case table(field: String, rows: [TableRow], otherwise: Points?)
    /// By the number of a field; the first range that has it counts.
    case ranges(field: String, rows: [RangeRow], otherwise: Points?)
    /// So many for each whole `every` without an event, up to `most` (R-RULE-6): the inactivity rule.
    case perPeriod(Points, every: Double, most: Points?)

    public struct TableRow: Sendable, Hashable {
        public var words: [Literal]
        public var points: Points
    }

    public struct RangeRow: Sendable, Hashable {
        public var range: NumberRange
        public var points: Points
    }

    /// Every value it can have.
    var possible: [Points] {
        switch self {
        case .constant(let points): [points]
        case .table(_, let rows, let otherwise): rows.map(\.points) + [otherwise].compactMap(\.self)
        case .ranges(_, let rows, let otherwise): rows.map(\.points) + [otherwise].compactMap(\.self)
        case .perPeriod(let points, _, let most): [points] + [most].compactMap(\.self)
        }
    }

    /// The field it is looked up by.
    var field: String? {
        switch self {
        case .table(let field, _, _), .ranges(let field, _, _): field
        case .constant, .perPeriod: nil
        }
    }
}

/// How often a rule pays (R-RULE-5).
public struct Repetition: Sendable, Hashable {
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Once, for the most recent event.
        case once
        /// For every event.
        case perEvent = "per_event"
        /// Once in every `per`.
        case perWindow = "per_window"
    }

    public var mode = Mode.once
    /// Of events closer than this only the first of a burst counts; seconds.
    public var minimumGap: Double?
    /// At most so many in every stretch of `window` seconds: the most recent.
    public var cap: Int?
    public var window: Double?
    /// At most so many points in all, by amount.
    public var maximumPoints: Points?

    public init() {}
}

/// Rules that are summed up and limited together (R-RULE-7).
public struct RuleGroup: Sendable, Hashable {
    public enum Combination: String, Sendable, Hashable, CaseIterable {
        case sum
        case max
        case firstMatch = "first_match"
    }

    public var id: String
    public var combination = Combination.sum
    public var limits = PointLimits()
    /// Only for leads of these personas; empty is for all.
    public var personas: [String] = []
    public var rules: [Rule]
    public var place: Place
}

/// A dimension of the score, such as fit or engagement.
public struct Axis: Sendable, Hashable {
    public var id: String
    public var minimum: Points
    public var maximum: Points
    public var groups: [String]
    /// Its part in the overall percentage.
    public var weight: Double
    public var place: Place
}
