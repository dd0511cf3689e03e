import LeadHistory

extension RuleSet {
    /// The columns of a table that the rules read, in the order of the table.
    public func columns(among header: [String]) -> [String] {
        var found = Set<String>()
        for field in fieldNames + scopeFields {
            if let name = column(of: field, among: header) { found.insert(name) }
        }
        return header.filter(found.contains)
    }

    /// The column of a field: the first of its names that the table has; written in another way if need be.
    public func column(of field: String, among header: [String]) -> String? {
        let names = columns(of: field)
        if let name = names.first(where: header.contains) { return name }
        for name in names {
            if let other = header.first(where: { Self.key($0) == Self.key(name) }) { return other }
        }
        return nil
    }

    /// Names are the same when they differ only in case, blanks and punctuation.
    static func key(_ name: String) -> String { String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// The fields that say which leads belong together.
    private var scopeFields: [String] {
        var fields = accounts.map { [$0.field] } ?? []
        if widerScopes.contains(.account), accounts == nil { fields.append("account") }
        if widerScopes.contains(.contact) { fields.append("contact") }
        return fields
    }

    /// The properties of events that are asked for, in ascending order.
    public var eventPropertyNames: [String] {
        var names = Set<String>()
        for leaf in conditions.flatMap(\.leaves) {
            switch leaf {
            case .event(let test):
                for filter in test.filters + (test.ignored?.filters ?? []) { names.insert(filter.field) }
                if let same = test.ignored?.following?.sameProperty { names.insert(same) }
                for comparison in test.comparisons { if let name = comparison.quantity.property { names.insert(name) } }
            case .sequence(let test): if let same = test.sequence.sameProperty { names.insert(same) }
            default: break
            }
        }
        return names.sorted()
    }
}

extension EventMeasure {
    /// The property it reads.
    fileprivate var property: String? {
        switch self {
        case .distinctValues(let name), .sum(let name), .mean(let name), .maximum(let name): name
        case .decayedSum(_, let name): name
        default: nil
        }
    }
}
