public import LeadHistory

/// What must hold for a rule to pay (R-RULE-2), in Kleene's logic.
public indirect enum Condition: Sendable, Hashable {
    case attribute(AttributeTest)
    case event(EventTest)
    case sequence(SequenceTest)
    /// Of what the score itself has come to; only for stages, gates and overrides, which are decided after it.
    case standing(StandingTest)
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case atLeast(Int, of: [Condition])
    /// Holds for every lead.
    case always
}

/// A test of one attribute of the lead. All of `tests` must hold.
public struct AttributeTest: Sendable, Hashable {
    /// The name in the rules; ``FieldAlias`` says in which column it is found.
    public var field: String
    public var tests: [ValueTest]
    public var place: Place

    public init(field: String, tests: [ValueTest], place: Place = .none) {
        self.field = field
        self.tests = tests
        self.place = place
    }
}

/// One comparison of a value. Texts are compared after NFKC, trimming and case folding.
public enum ValueTest: Sendable, Hashable {
    case equal(Literal)
    case notEqual(Literal)
    case oneOf([Literal])
    case noneOf([Literal])
    case below(Literal)
    case atMost(Literal)
    case above(Literal)
    case atLeast(Literal)
    /// Both ends included.
    case between(Literal, Literal)
    case contains([String])
    case startsWith([String])
    case endsWith([String])
    /// The whole text.
    case matches(Pattern)
    /// There is a value.
    case known
    /// There is none: blank, a placeholder, or no such column.
    case unknown
    case placeholder
    case notPlaceholder
}

/// A value in a rule file: its text, and the number or time it reads as.
public struct Literal: Sendable, Hashable {
    public let text: String
    public let number: Double?
    /// Seconds since 1970.
    public let time: Double?

    public init(text: String, number: Double? = nil, time: Double? = nil) {
        self.text = text
        self.number = number
        self.time = time
    }
}

/// Whose events are looked at.
public enum EventScope: String, Sendable, Hashable, CaseIterable {
    /// Those of the lead.
    case lead
    /// Those of all leads of the same contact.
    case contact
    /// Those of all leads of the same account.
    case account
}

/// A test of the events of a lead.
public struct EventTest: Sendable, Hashable {
    /// Names in the rules, before ``RuleSet/eventAliases``.
    public var types: EventTypes
    public var scope: EventScope = .lead
    /// Only events of others: of other leads of the contact or account.
    public var byOthers = false
    /// All must hold for an event to count; a property it lacks makes it not count.
    public var filters: [AttributeTest] = []
    /// Seconds back from the as-of time, `(asOf − window, asOf]`.
    public var window: Double?
    /// All must hold.
    public var comparisons: [Comparison] = []
    /// Machine events that do not count.
    public var ignored: IgnoredEvents?
    public var place: Place

    public init(types: EventTypes, place: Place = .none) {
        self.types = types
        self.place = place
    }

    /// A number drawn from the events, and the range it must be in.
    public struct Comparison: Sendable, Hashable {
        public var quantity: EventMeasure
        public var range: NumberRange

        public init(_ quantity: EventMeasure, _ range: NumberRange) {
            self.quantity = quantity
            self.range = range
        }
    }
}

/// Which numbers pass.
public struct NumberRange: Sendable, Hashable {
    public var low: Double
    public var includesLow: Bool
    public var high: Double
    public var includesHigh: Bool

    public init(
        low: Double = -.infinity, includesLow: Bool = true, high: Double = .infinity, includesHigh: Bool = true
    ) {
        self.low = low
        self.includesLow = includesLow
        self.high = high
        self.includesHigh = includesHigh
    }

    /// False for NaN.
    public func contains(_ value: Double) -> Bool {
        (includesLow ? value >= low : value > low) && (includesHigh ? value <= high : value < high)
    }

    /// Whether no number passes.
    public var isEmpty: Bool { low > high || (low == high && !(includesLow && includesHigh)) }
}

/// Events made by machines, which do not count: opens right after sending, and those of known proxies.
public struct IgnoredEvents: Sendable, Hashable {
    /// An event that comes less than this after one of these types, with the same value of a property, is ignored.
    public struct Following: Sendable, Hashable {
        public var types: EventTypes
        public var within: Double
        public var sameProperty: String?
    }

    public var following: Following?
    /// An event for which all of these hold is ignored.
    public var filters: [AttributeTest] = []
}

/// A pattern of events in time.
public struct SequenceTest: Sendable, Hashable {
    /// Names in the rules, before ``RuleSet/eventAliases``.
    public var sequence: EventSequence
    public var scope: EventScope = .lead
    /// Only matches completed in `(asOf − window, asOf]` count.
    public var window: Double?
    public var place: Place
}

/// A test of what the score has come to.
public struct StandingTest: Sendable, Hashable {
    public enum Subject: Sendable, Hashable {
        /// The percent of an axis.
        case axis(String)
        /// The percent of all axes together.
        case overall
        case letter
        case engagementClass
        case cell
        case stage
        /// The points of a group.
        case group(String)
        /// The points a rule paid.
        case rule(String)
        case qualificationScore
        case qualificationCompleteness
        case qualificationGate
        case persona
    }

    public var subject: Subject
    /// For numbers.
    public var range: NumberRange?
    /// For words: one of these.
    public var words: [String] = []
    public var place: Place
}
