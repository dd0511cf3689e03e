/// What an importer makes of an export: rules by group, and what could not be carried over.
struct ImportedRules {
    struct ImportedRule {
        /// What a person called it.
        var name: String
        var group: String
        var condition: ImportedCondition
        var points: Double
        /// Pays for every event.
        var repeats = false
        /// Said in a comment.
        var remarks: [String] = []
    }

    /// At so many points something is to be done.
    struct Threshold {
        var points: Double
        var action: String
    }

    /// A part of the export that has no counterpart.
    struct LeftOut: Sendable, Equatable, Encodable {
        /// Where in the export, such as `points[3]`, or a line.
        let place: String
        let what: String
    }

    var rules: [ImportedRule] = []
    var thresholds: [Threshold] = []
    private(set) var leftOut: [LeftOut] = []

    mutating func leaveOut(_ place: String, _ what: String) {
        leftOut.append(LeftOut(place: place, what: String(what.prefix(300))))
    }
}

/// A condition as rule files write it.
indirect enum ImportedCondition {
    case attribute(String, AttributeOperator, [String])
    /// Events of a type; `filters` are properties with their tests.
    case event(
        String, filters: [(property: String, test: AttributeOperator, values: [String])], atLeast: Int, days: Int?)
    case all([ImportedCondition])
    case any([ImportedCondition])
    case not(ImportedCondition)

    enum AttributeOperator: String {
        case oneOf = "in"
        case noneOf = "not_in"
        case contains
        case startsWith = "starts_with"
        case endsWith = "ends_with"
        case above = "gt"
        case atLeast = "gte"
        case below = "lt"
        case atMost = "lte"
        case between
        case known
        case unknown

        var isBound: Bool { [.above, .atLeast, .below, .atMost, .between].contains(self) }
        var needsValue: Bool { self != .known && self != .unknown }
    }

    /// In YAML, on one line.
    var yaml: String {
        switch self {
        case .attribute(let field, let test, let values):
            "{attr: \(fileWord(field)), \(Self.text(of: test, values))}"
        case .event(let type, let filters, let count, let days):
            "{event: \(fileWord(type))"
                + (filters.isEmpty
                    ? ""
                    : ", where: {"
                        + filters.map { "\(fileWord($0.property)): {\(Self.text(of: $0.test, $0.values))}" }
                        .joined(separator: ", ") + "}")
                + (days.map { ", window: \($0)d" } ?? "") + (count > 1 ? ", count: {gte: \(count)}" : "") + "}"
        case .all(let parts): Self.joined("all", parts)
        case .any(let parts): Self.joined("any", parts)
        case .not(let part): "{not: \(part.yaml)}"
        }
    }

    private static func joined(_ word: String, _ parts: [ImportedCondition]) -> String {
        parts.count == 1 ? parts[0].yaml : "{\(word): [\(parts.map(\.yaml).joined(separator: ", "))]}"
    }

    private static func text(of test: AttributeOperator, _ values: [String]) -> String {
        switch test {
        case .known, .unknown: "\(test.rawValue): true"
        case .above, .atLeast, .below, .atMost: "\(test.rawValue): \(fileWord(values.first ?? ""))"
        default: "\(test.rawValue): [\(values.map(fileWord).joined(separator: ", "))]"
        }
    }

    var hasEvents: Bool {
        switch self {
        case .attribute: false
        case .event: true
        case .all(let parts), .any(let parts): parts.contains(where: \.hasEvents)
        case .not(let part): part.hasEvents
        }
    }

    /// The fields and the types of events it names.
    var names: (fields: [String], events: [String]) {
        switch self {
        case .attribute(let field, _, _): ([field], [])
        case .event(let type, _, _, _): ([], [type])
        case .all(let parts), .any(let parts): (parts.flatMap(\.names.fields), parts.flatMap(\.names.events))
        case .not(let part): part.names
        }
    }
}

/// A word of a rule file, between quotes. A star is escaped, for with an ampersand elsewhere it could be an alias.
func fileWord(_ word: String) -> String { yamlWord(word).replacing("*", with: "\\x2A") }

/// A text that can stand in a comment: one line, without what could be an alias.
func fileComment(_ text: String) -> String {
    String(text.map { $0.isNewline || $0.isControl ? " " : $0 == "*" ? "∗" : $0 })
}

extension Character {
    /// A control character, which rule files must not have.
    var isControl: Bool { unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
}
