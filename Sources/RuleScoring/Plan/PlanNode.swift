import LeadHistory

/// A condition in the flat plan: a kind and numbers, nothing that has to be looked up or counted as a reference.
struct PlanNode: Sendable {
    enum Kind: UInt8, Sendable {
        case always
        /// `first` is the leaf's column of truths.
        case attribute
        /// `first` is the position of the event leaf.
        case event
        /// `first` is the position of the standing leaf.
        case standing
        case all, any, not, atLeast
    }

    var kind: Kind
    /// The first of the children in the list of children, or a leaf.
    var first: Int32 = 0
    var count: Int32 = 0
    /// Of `atLeast`.
    var needed: Int32 = 0
}

/// A test of events, bound to a log. A class, so that no array is counted as a reference per lead.
final class EventLeaf: Sendable {
    let scope: EventScope
    /// What it needs is not in the data: it is unknown for every lead.
    let isMissing: Bool
    /// Gives the times of the events that count.
    let occurrences: BoundQuery?
    let comparisons: [(query: BoundQuery, range: NumberRange)]
    /// For events of others: how to find the lead's own among them.
    let own: BoundQuery?

    init(
        scope: EventScope, isMissing: Bool = false, occurrences: BoundQuery? = nil,
        comparisons: [(query: BoundQuery, range: NumberRange)] = [], own: BoundQuery? = nil
    ) {
        self.scope = scope
        self.isMissing = isMissing
        self.occurrences = occurrences
        self.comparisons = comparisons
        self.own = own
    }

    /// The times, ascending, of the events that count for a lead.
    func appendTimes(_ view: LeadView, to times: inout [Double]) {
        guard let occurrences, let log = view.log(scope) else { return }
        let start = times.count
        occurrences.appendTimes(of: view.range(scope), asOf: view.asOf, in: log, to: &times)
        guard let own, let ownLog = view.log(.lead), times.count > start else { return }
        var mine: [Double] = []
        own.appendTimes(of: view.range(.lead), asOf: view.asOf, in: ownLog, to: &mine)
        for time in mine {
            if let place = times[start...].firstIndex(of: time) { times.remove(at: place) }
        }
    }

    func truth(_ view: LeadView) -> Truth {
        guard !isMissing, let log = view.log(scope), let occurrences else { return .unknown }
        let range = view.range(scope)
        if own != nil { return truthOfOthers(view) }
        if comparisons.isEmpty { return Truth(occurrences.value(of: range, asOf: view.asOf, in: log) >= 1) }
        var truth = Truth.yes
        for (query, wanted) in comparisons {
            let value = query.value(of: range, asOf: view.asOf, in: log)
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

/// What can be seen of a lead at an as-of time.
struct LeadView {
    let row: Int
    let asOf: Double
    let logs: EventLogs
    /// The positions of its events in the logs of the three scopes, up to the as-of time.
    private var lead = 0..<0
    private var contact = 0..<0
    private var account = 0..<0

    init(row: Int, asOf: Double, logs: EventLogs) {
        self.row = row
        self.asOf = asOf
        self.logs = logs
        if let log = logs[.lead] { lead = log.timeline(ofRow: row, asOf: asOf).range }
        if let log = logs[.contact] { contact = log.timeline(ofRow: row, asOf: asOf).range }
        if let log = logs[.account] { account = log.timeline(ofRow: row, asOf: asOf).range }
    }

    func log(_ scope: EventScope) -> EventLog? { logs[scope] }

    func range(_ scope: EventScope) -> Range<Int> {
        switch scope {
        case .lead: lead
        case .contact: contact
        case .account: account
        }
    }

    /// As if nothing had happened up to a time, inclusive.
    func forgetting(upTo time: Double) -> LeadView {
        var view = self
        if let log = logs[.lead] { view.lead = log.upperBound(time, in: lead)..<lead.upperBound }
        if let log = logs[.contact] { view.contact = log.upperBound(time, in: contact)..<contact.upperBound }
        if let log = logs[.account] { view.account = log.upperBound(time, in: account)..<account.upperBound }
        return view
    }
}
