import LeadHistory

extension Condition {
    /// Whether events have a say.
    var hasEvents: Bool {
        switch self {
        case .event, .sequence: true
        case .attribute, .standing, .always: false
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: \.hasEvents)
        case .not(let part): part.hasEvents
        }
    }

    /// The conditions it is made of that are not made of others, from left to right.
    var leaves: [Condition] {
        switch self {
        case .attribute, .event, .sequence, .standing, .always: [self]
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        }
    }

    /// The types of events that a leaf names.
    var eventTypeNames: [String] {
        switch self {
        case .event(let test): test.types.names + (test.ignored?.following?.types.names ?? [])
        case .sequence(let test):
            ([test.sequence.of] + [test.sequence.then, test.sequence.afterSilence?.of].compactMap(\.self)
                + (test.sequence.afterwards ?? [])).flatMap(\.names)
        case .attribute, .standing, .always, .all, .any, .not, .atLeast: []
        }
    }

    /// The one whose events a rule pays for: itself, or the first one under `all`.
    var payer: Condition? {
        switch self {
        case .event, .sequence: self
        case .all(let parts): parts.lazy.compactMap(\.payer).first
        case .attribute, .standing, .always, .any, .not, .atLeast: nil
        }
    }

    var place: Place {
        switch self {
        case .attribute(let test): test.place
        case .event(let test): test.place
        case .sequence(let test): test.place
        case .standing(let test): test.place
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.first?.place ?? .none
        case .not(let part): part.place
        case .always: .none
        }
    }
}

extension RuleSet {
    /// Every condition of the file.
    var conditions: [Condition] {
        rules.map(\.condition) + personas.compactMap(\.condition) + overrides.map(\.condition)
            + gates.flatMap { $0.musts.map(\.condition) } + (stages?.entries.map(\.condition) ?? [])
            + (profile?.criteria.map(\.condition) ?? []) + (accounts?.buyingGroup.map(\.condition) ?? [])
    }

    /// The names of the fields that are asked for, each once, in the order of their first use.
    public var fieldNames: [String] {
        var names: [String] = []
        var seen = Set<String>()
        func add(_ name: String) { if seen.insert(name).inserted { names.append(name) } }
        for rule in rules {
            for case .attribute(let test) in rule.condition.leaves { add(test.field) }
            if let field = rule.points.field { add(field) }
        }
        for case .attribute(let test) in conditions.flatMap(\.leaves) { add(test.field) }
        for criterion in qualification?.criteria ?? [] {
            add(criterion.field)
            if let known = criterion.knownAt { add(known) }
            if let evidence = criterion.evidence { add(evidence) }
        }
        for field in stages?.warmth?.fields ?? [] { add(field) }
        return names
    }

    /// Whether it matters what other leads of the same contact or account did.
    public var looksBeyondTheLead: Bool { !widerScopes.isEmpty }

    /// The columns a field may be found in, the best first.
    func columns(of field: String) -> [String] { fields.first { $0.name == field }?.columns ?? [field] }

    /// The types of events that are asked for by name, each once, in the order of their first use.
    public var eventTypeNames: [String] {
        var names: [String] = []
        let warm = stages?.warmth.map { [$0.reactions] } ?? []
        for name in conditions.flatMap(\.leaves).flatMap(\.eventTypeNames) + warm.flatMap(\.names)
        where !names.contains(name) { names.append(name) }
        return names
    }

    /// Whether any event has a say.
    public var readsEvents: Bool { conditions.contains(where: \.hasEvents) || stages?.warmth != nil }

    /// The scopes other than the lead's own that are looked at.
    var widerScopes: Set<EventScope> {
        var scopes = Set<EventScope>()
        for leaf in conditions.flatMap(\.leaves) {
            switch leaf {
            case .event(let test): scopes.insert(test.scope)
            case .sequence(let test): scopes.insert(test.scope)
            default: break
            }
        }
        return scopes.subtracting([.lead])
    }
}

extension EventTypes {
    /// Those that are named.
    fileprivate var names: [String] {
        switch self {
        case .any: []
        case .only(let names), .except(let names): names
        }
    }
}
