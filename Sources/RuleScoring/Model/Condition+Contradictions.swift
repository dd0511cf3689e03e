import LeadHistory

extension Condition {
    /// Whether it can never hold, as far as the text of the condition alone shows.
    var isImpossible: Bool {
        switch self {
        case .attribute(let test): test.isImpossible
        case .event(let test): Self.contradicts(test.comparisons)
        case .sequence, .standing, .always: false
        case .any(let parts): parts.allSatisfy(\.isImpossible)
        case .atLeast(let count, let parts): parts.count(where: { !$0.isImpossible }) < count
        case .not: false
        case .all(let parts):
            parts.contains(where: \.isImpossible) || Self.contradict(parts)
        }
    }

    /// Two of the parts ask for different values of one field, or one is the other's opposite.
    private static func contradict(_ parts: [Condition]) -> Bool {
        let plain = parts.map(\.withoutPlaces)
        if plain.contains(where: { part in plain.contains(.not(part)) }) { return true }
        var byField: [String: [ValueTest]] = [:]
        for case .attribute(let test) in parts { byField[test.field, default: []] += test.tests }
        return byField.values.contains { AttributeTest(field: "", tests: $0).isImpossible }
    }

    private static func contradicts(_ comparisons: [EventTest.Comparison]) -> Bool {
        var ranges: [EventMeasure: NumberRange] = [:]
        for comparison in comparisons {
            var range = ranges[comparison.quantity] ?? NumberRange()
            range.cut(low: comparison.range.low, inclusive: comparison.range.includesLow)
            range.cut(high: comparison.range.high, inclusive: comparison.range.includesHigh)
            if range.isEmpty { return true }
            if comparison.quantity == .count, range.high < 0 { return true }
            ranges[comparison.quantity] = range
        }
        return false
    }

    /// The same condition wherever it stands.
    var withoutPlaces: Condition {
        switch self {
        case .attribute(var test):
            test.place = .none
            return .attribute(test)
        case .event(var test):
            test.place = .none
            for index in test.filters.indices { test.filters[index].place = .none }
            return .event(test)
        case .sequence(var test):
            test.place = .none
            return .sequence(test)
        case .standing(var test):
            test.place = .none
            return .standing(test)
        case .all(let parts): return .all(parts.map(\.withoutPlaces))
        case .any(let parts): return .any(parts.map(\.withoutPlaces))
        case .not(let part): return .not(part.withoutPlaces)
        case .atLeast(let count, let parts): return .atLeast(count, of: parts.map(\.withoutPlaces))
        case .always: return .always
        }
    }
}

extension AttributeTest {
    /// Whether its tests exclude each other.
    var isImpossible: Bool {
        var range = NumberRange()
        var allowed: Set<Literal>?
        var refused = Set<Literal>()
        var needsValue = false
        for test in tests {
            switch test {
            case .equal(let value): allowed = allowed.map { $0.intersection([value]) } ?? [value]
            case .oneOf(let values): allowed = allowed.map { $0.intersection(values) } ?? Set(values)
            case .notEqual(let value): refused.insert(value)
            case .noneOf(let values): refused.formUnion(values)
            case .below(let bound): range.cut(high: bound.order, inclusive: false)
            case .atMost(let bound): range.cut(high: bound.order, inclusive: true)
            case .above(let bound): range.cut(low: bound.order, inclusive: false)
            case .atLeast(let bound): range.cut(low: bound.order, inclusive: true)
            case .between(let low, let high):
                range.cut(low: low.order, inclusive: true)
                range.cut(high: high.order, inclusive: true)
            default: break
            }
            if !test.isAboutPresence { needsValue = true }
        }
        if range.isEmpty || allowed.map({ $0.subtracting(refused).isEmpty }) ?? false { return true }
        let wantsValue = needsValue || tests.contains(.known)
        let wantsNone = tests.contains(.unknown) || tests.contains(.placeholder)
        return wantsValue && wantsNone
    }
}

extension ValueTest {
    /// Whether it is about there being a value rather than about the value.
    var isAboutPresence: Bool {
        switch self {
        case .known, .unknown, .placeholder, .notPlaceholder: true
        default: false
        }
    }
}
