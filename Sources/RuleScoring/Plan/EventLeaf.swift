import LeadHistory

/// A test of events, bound to a log. A class, so that no array is counted as a reference per lead.
final class EventLeaf: Sendable {
    /// The events a leaf looks at, and those of them that are a lead's own when only those of others count.
    struct Source: Sendable {
        let log: EventLog
        /// Gives the times of the events that count.
        let occurrences: BoundQuery
    }

    let scope: EventScope
    /// `nil` when the data do not have what it needs: then it is unknown for every lead.
    private let source: Source?
    private let own: Source?
    private let comparisons: [(query: BoundQuery, range: NumberRange)]
    /// Without an event of these types it does not hold; `nil` when that does not settle it.
    let needs: TypeBits?

    init(
        scope: EventScope, source: Source? = nil, own: Source? = nil,
        comparisons: [(query: BoundQuery, range: NumberRange)] = [], needs: TypeBits? = nil
    ) {
        self.scope = scope
        self.source = source
        self.own = own
        self.comparisons = comparisons
        self.needs = needs
    }

    /// The times, ascending, of the events that count for a lead.
    func appendTimes(_ view: LeadView, to times: inout [Double]) {
        guard let source else { return }
        let start = times.count
        source.occurrences.appendTimes(of: view.range(scope), asOf: view.asOf, in: source.log, to: &times)
        guard let own, times.count > start else { return }
        var mine: [Double] = []
        own.occurrences.appendTimes(of: view.range(.lead), asOf: view.asOf, in: own.log, to: &mine)
        for time in mine {
            if let place = times[start...].firstIndex(of: time) { times.remove(at: place) }
        }
    }

    func truth(_ view: LeadView) -> Truth {
        guard let source else { return .unknown }
        let range = view.range(scope)
        if own != nil { return truthOfOthers(view) }
        if comparisons.isEmpty {
            return Truth(source.occurrences.value(of: range, asOf: view.asOf, in: source.log) >= 1)
        }
        var truth = Truth.yes
        for (query, wanted) in comparisons {
            let value = query.value(of: range, asOf: view.asOf, in: source.log)
            truth = truth.and(value.isNaN ? .unknown : Truth(wanted.contains(value)))
        }
        return truth
    }

    /// Of the events of others only their number can be asked for.
    private func truthOfOthers(_ view: LeadView) -> Truth {
        var times: [Double] = []
        appendTimes(view, to: &times)
        guard !comparisons.isEmpty else { return Truth(!times.isEmpty) }
        return Truth(comparisons.allSatisfy { $0.range.contains(Double(times.count)) })
    }
}
