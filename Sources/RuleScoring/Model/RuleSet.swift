/// A rule file, read and checked: everything that scores a lead by points. Immutable; a rule set that exists has no error.
public struct RuleSet: Sendable, Hashable {
    public var name: String
    public var note: String?
    /// For local days.
    public var timeZone = "UTC"
    /// How numbers are written in cells that are text.
    public var decimalMark = DecimalMark.point
    public var fields: [FieldAlias] = []
    public var eventAliases: [EventAlias] = []
    public var axes: [Axis] = []
    public var groups: [RuleGroup] = []
    public var scales = Scales()
    public var matrix: ScoreMatrix?
    public var personas: [Persona] = []
    public var overrides: [Override] = []
    public var gates: [Gate] = []
    public var stages: StageModel?
    public var qualification: Qualification?
    public var accounts: AccountRollUp?
    public var profile: IdealProfile?

    /// Rules that say nothing yet.
    public init(name: String) { self.name = name }

    public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
        /// `1,234.5`
        case point
        /// `1.234,5`
        case comma
    }

    /// All rules in file order, with the positions of their groups.
    public var rules: [Rule] { groups.flatMap(\.rules) }
}

/// Where the data says what the rules ask: the first of these columns that a table has. A field without an entry is the
/// column of its own name.
public struct FieldAlias: Sendable, Hashable {
    public var name: String
    public var columns: [String]
    /// Words that say nothing, beside the standard ones.
    public var placeholders: [String]
    public var place: Place

    public init(name: String, columns: [String], placeholders: [String] = [], place: Place = .none) {
        self.name = name
        self.columns = columns
        self.placeholders = placeholders
        self.place = place
    }
}

/// What an event type of the rules is called in the data: any of these.
public struct EventAlias: Sendable, Hashable {
    public var name: String
    public var types: [String]
    public var place: Place
}

/// Who a lead is: the first persona whose condition holds (R-PER-1).
public struct Persona: Sendable, Hashable {
    public var id: String
    /// `nil` is the default, which takes what is left.
    public var condition: Condition?
    /// Rules for that persona hold for this one, too.
    public var extends: String?
    public var place: Place

    public static let defaultID = "default"
}

/// What is put in place of the result when a condition holds; later overrides win.
public struct Override: Sendable, Hashable {
    public var condition: Condition
    public var letter: String?
    public var engagementClass: Int?
    public var action: String?
    public var stage: Stage?
    public var reason: String?
    public var place: Place
}

/// One of the four gates of qualification (R-FUN-1): musts that pass, fail or are not known.
public struct Gate: Sendable, Hashable {
    public var id: String
    public var musts: [Must]
    public var place: Place

    public struct Must: Sendable, Hashable {
        public var condition: Condition
        /// Said when it does not hold.
        public var reason: String
    }
}

/// How the scores of an account's leads become one (R-ACC-1).
public struct AccountRollUp: Sendable, Hashable {
    public enum Method: String, Sendable, Hashable, CaseIterable {
        case max
        case mean
        case sumCapped = "sum_capped"
        case top3Mean = "top3_mean"
        /// 1 − Π(1 − pᵢ) of the percentages: as if leads of an account were independent, which they are not, so it is
        /// optimistic.
        case noisyOr = "noisy_or"
    }

    /// Somebody who has a say when the account buys.
    public struct BuyingRole: Sendable, Hashable {
        public var id: String
        /// Who holds the role.
        public var condition: Condition
        public var place: Place
    }

    public var field: String
    public var method: Method
    /// Who must be known of an account for its buying group to be complete (R-ACC-2).
    public var buyingGroup: [BuyingRole]
    public var place: Place

    public init(field: String, method: Method, buyingGroup: [BuyingRole] = [], place: Place = .none) {
        self.field = field
        self.method = method
        self.buyingGroup = buyingGroup
        self.place = place
    }
}
