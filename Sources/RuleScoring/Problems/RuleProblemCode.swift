/// What can be wrong with a rule file. A code keeps its meaning for ever.
public enum RuleProblemCode: String, Sendable, Hashable, CaseIterable {
    case notText = "E600"
    case tooLarge = "E601"
    case syntax = "E602"
    case alias = "E603"
    case schema = "E604"
    case unknownKey = "E610"
    case missingKey = "E611"
    case wrongType = "E612"
    case outOfRange = "E613"
    case unknownWord = "E614"
    case duplicateKey = "E615"
    case duplicateID = "E616"
    case unknownOperator = "E617"
    case unknownReference = "E618"
    case ambiguousReference = "E619"
    case bands = "E620"
    case impossibleWindow = "E621"
    case badPattern = "E622"
    case costlyPattern = "E623"
    case cyclicPersonas = "E624"
    case noDefaultPersona = "E625"
    case incompleteMatrix = "E626"
    case noEventToPay = "E627"
    case unusedGroup = "E630"
    case unreachableRule = "E631"
    case contradiction = "E632"
    case capTooLow = "E633"
    case worthless = "E634"
    case unknownField = "E640"
    case unknownEvent = "E641"
    case neverMatches = "E642"
    case alwaysMatches = "E643"
    case personaOverlap = "E644"

    /// Whether a file with it can still be used.
    public var isWarning: Bool {
        switch self {
        case .unusedGroup, .unreachableRule, .contradiction, .capTooLow, .worthless, .unknownField, .unknownEvent,
            .neverMatches, .alwaysMatches, .personaOverlap:
            true
        default: false
        }
    }

    /// In a few words.
    public var title: String {
        switch self {
        case .notText: "a rule file is not text in UTF-8"
        case .tooLarge: "a rule file is too large or too deep"
        case .syntax: "a rule file is not YAML"
        case .alias: "a rule file uses YAML anchors and aliases"
        case .schema: "a rule file has another schema"
        case .unknownKey: "a rule file has a key that is not known"
        case .missingKey: "a rule file lacks a key"
        case .wrongType: "a value in a rule file has the wrong type"
        case .outOfRange: "a number in a rule file is out of its range"
        case .unknownWord: "a word in a rule file is none of those possible"
        case .duplicateKey: "a rule file gives a key twice"
        case .duplicateID: "a rule file gives an id twice"
        case .unknownOperator: "a condition has an operator that is not known"
        case .unknownReference: "a rule file speaks of something it does not define"
        case .ambiguousReference: "a rule file uses something twice that can be used once"
        case .bands: "bands leave gaps or overlap"
        case .impossibleWindow: "a window or range lets nothing through"
        case .badPattern: "a pattern cannot be understood"
        case .costlyPattern: "a pattern would take too long"
        case .cyclicPersonas: "personas extend each other in a circle"
        case .noDefaultPersona: "personas have no default"
        case .incompleteMatrix: "a matrix does not say what to do in every cell"
        case .noEventToPay: "a rule repeats or decays without an event"
        case .unusedGroup: "a group is on no axis"
        case .unreachableRule: "a rule can never pay"
        case .contradiction: "a condition contradicts itself"
        case .capTooLow: "a cap is under the largest rule"
        case .worthless: "a rule pays nothing"
        case .unknownField: "the data have no column for a field"
        case .unknownEvent: "the data have no event of a type"
        case .neverMatches: "a rule matches no lead of the data"
        case .alwaysMatches: "a rule matches every lead of the data"
        case .personaOverlap: "personas overlap in the data"
        }
    }

    /// In a few sentences, for `leadscore explain-error`.
    public var explanation: String {
        switch self {
        case .notText: "Save the file as UTF-8, without control characters."
        case .tooLarge:
            "A rule file may have a megabyte and may be nested 64 levels deep; both are far beyond what people write."
        case .syntax:
            "The message says where reading ended; most often a line is indented wrongly, a quote is not closed, or a text "
                + "with a colon or a star lacks its quotes. What comes after that place could not be looked at."
        case .alias:
            "`&name` and `*name` make a small file mean a huge one. Write the repeated part out; a star that is meant as "
                + "such goes between quotes."
        case .schema: "The first key must be `schema: leadscore.rules/1`; a newer schema needs a newer leadscore."
        case .unknownKey: "Nothing is passed over in silence, for a mistyped key would be a rule that does not work."
        case .missingKey: "The message says which key is needed there."
        case .wrongType: "A number, a text, a list or a mapping stands where another of these is needed."
        case .outOfRange: "The message says which numbers are possible."
        case .unknownWord: "The message lists the words that are possible."
        case .duplicateKey: "Of two values for one key only one could count, and nobody could see which."
        case .duplicateID: "Rules, groups, axes and personas are called by their ids in every explanation."
        case .unknownOperator:
            "Attributes are tested with eq, ne, in, not_in, lt, lte, gt, gte, between, contains, starts_with, ends_with, "
                + "matches, known, unknown and placeholder."
        case .unknownReference: "An axis names a group, a group a persona, or an override a stage that is not there."
        case .ambiguousReference: "A group counts on one axis only; else its points would count twice."
        case .bands:
            "Bands of 0–100 must fit together: every percentage has exactly one. Either give the lower bounds, "
                + "`{A: 75, B: 50, C: 25, D: 0}`, or ranges such as `A: 75-100` without gap or overlap."
        case .impossibleWindow: "No value can be above 10 and below 5; a window must be longer than nothing."
        case .badPattern:
            "Patterns know literals, `.`, `[a-z]`, `\\d \\w \\s`, groups, `|`, `* + ? {m,n}`. References back and looking "
                + "ahead or behind are not possible: they cannot be matched in linear time."
        case .costlyPattern:
            "Patterns are matched in time proportional to text times pattern; repeated repetitions such as "
                + "`((a{50}){50}){50}` make the pattern itself enormous."
        case .cyclicPersonas: "A persona can extend another one, which must not lead back to it."
        case .noDefaultPersona: "Every lead needs a persona: the last one is `default`, without a condition."
        case .incompleteMatrix: "Every letter and class that there can be needs a cell."
        case .noEventToPay:
            "Repetition and decay need the time of an event: let the condition be an event or a sequence, or `all` with one "
                + "of these."
        case .unusedGroup: "Its rules never count. Name it in the groups of an axis."
        case .unreachableRule: "Another rule of a first_match group always wins before it."
        case .contradiction: "The condition can never hold, whatever the lead is like."
        case .capTooLow: "One payment of a rule is already more than the group or the rule may pay."
        case .worthless: "All its points are 0."
        case .unknownField:
            "Conditions on it are unknown for every lead. Say under `fields:` what the column is called in your data."
        case .unknownEvent: "Say under `events:` what the type is called in your data."
        case .neverMatches: "Perhaps a value is written in another way in the data; or the rule is not needed."
        case .alwaysMatches: "It tells no lead from another."
        case .personaOverlap: "The first persona whose condition holds is taken, so the order matters."
        }
    }
}
