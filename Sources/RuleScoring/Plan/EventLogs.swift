import LeadHistory
import Tabular

/// The events of the leads by scope, with the names by which the rules call their types.
final class EventLogs: Sendable {
    let rules: RuleSet
    let lead: EventLog?
    /// Only when the rules look so far.
    let contact: EventLog?
    let account: EventLog?
    /// For each row that is scored the row of the logs; `nil` when they are the same.
    let rows: [Int]?
    /// Types, as the data call them, that are taken for not there.
    let hiddenTypes: Set<String>

    init(
        rules: RuleSet, lead: EventLog?, contact: EventLog?, account: EventLog?, rows: [Int]? = nil,
        hiddenTypes: Set<String> = []
    ) {
        self.rules = rules
        self.lead = lead
        self.contact = contact
        self.account = account
        self.rows = rows
        self.hiddenTypes = hiddenTypes
    }

    subscript(scope: EventScope) -> EventLog? {
        switch scope {
        case .lead: lead
        case .contact: contact
        case .account: account
        }
    }

    /// Types as the data call them.
    func resolved(_ types: EventTypes) -> EventTypes {
        switch types {
        case .any: hiddenTypes.isEmpty ? .any : .except(hiddenTypes.sorted())
        case .only(let names): .only(names.flatMap { dataTypes(of: $0) })
        case .except(let names): .except(names.flatMap { dataTypes(of: $0) } + hiddenTypes.sorted())
        }
    }

    /// What a type of the rules is called in the data: by its alias, or by its usual names, written in any way.
    func dataTypes(of name: String) -> [String] {
        let names = rules.eventAliases.first { $0.name == name }?.types ?? EventVocabulary.names(of: name)
        let wanted = Set(names.map(RuleSet.key))
        return (lead?.typeNames ?? []).filter { wanted.contains(RuleSet.key($0)) && !hiddenTypes.contains($0) }
    }

    func resolved(_ sequence: EventSequence) -> EventSequence {
        var sequence = sequence
        sequence.of = resolved(sequence.of)
        sequence.then = sequence.then.map(resolved)
        sequence.afterwards = sequence.afterwards?.map(resolved)
        if let silence = sequence.afterSilence { sequence.afterSilence?.of = resolved(silence.of) }
        return sequence
    }

    /// Which events of a log count for a test; `nil` when all do, an error when a property is not there.
    func mask(of test: EventTest, in log: EventLog) throws(HistoryError) -> [Bool]? {
        guard !test.filters.isEmpty || test.ignored != nil else { return nil }
        var mask = [Bool](repeating: true, count: log.count)
        for filter in test.filters { try apply(filter, to: &mask, in: log) }
        guard let ignored = test.ignored else { return mask }
        if !ignored.filters.isEmpty {
            var machine = [Bool](repeating: true, count: log.count)
            for filter in ignored.filters { try apply(filter, to: &machine, in: log) }
            for index in mask.indices where machine[index] { mask[index] = false }
        }
        if let following = ignored.following { try apply(following, to: &mask, in: log) }
        return mask
    }

    private func apply(_ filter: AttributeTest, to mask: inout [Bool], in log: EventLog) throws(HistoryError) {
        guard let property = log.property(filter.field) else {
            throw .unknownProperty(filter.field, known: log.properties.map(\.name))
        }
        switch property.values {
        case .text(let codes, let names):
            let passes = names.map {
                filter.truth(of: CellValue(text: $0, decimalMark: rules.decimalMark)) == .yes
            }
            let none = filter.truth(of: .absent) == .yes
            for index in mask.indices {
                mask[index] = mask[index] && (codes[index] < 0 ? none : passes[Int(codes[index])])
            }
        case .number(let values):
            let none = filter.truth(of: .absent) == .yes
            for index in mask.indices where mask[index] {
                mask[index] = values[index].isNaN ? none : filter.truth(of: CellValue(number: values[index])) == .yes
            }
        }
    }

    /// Takes out the events that come less than a moment after one of some types.
    private func apply(
        _ following: IgnoredEvents.Following, to mask: inout [Bool], in log: EventLog
    ) throws(HistoryError) {
        let causes = resolved(following.types)
        let isCause = log.typeNames.map(causes.contains)
        let same = try following.sameProperty.map { name throws(HistoryError) in try log.equality(of: name) }
        for row in 0..<log.leadCount {
            let events = log.events(ofLead: row)
            for position in events where mask[position] {
                var before = position - 1
                while before >= events.lowerBound, log.times[position] - log.times[before] < following.within {
                    if isCause[Int(log.types[before])], same?(before, position) ?? true {
                        mask[position] = false
                        break
                    }
                    before -= 1
                }
            }
        }
    }
}
