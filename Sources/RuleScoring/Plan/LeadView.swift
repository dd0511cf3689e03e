import LeadHistory

/// What can be seen of a lead at an as-of time: numbers only, so that it costs nothing to hand on.
struct LeadView {
    let row: Int
    let asOf: Double
    /// The positions of its events in the logs of the three scopes, up to the as-of time.
    private var lead = 0..<0
    private var contact = 0..<0
    private var account = 0..<0

    init(row: Int, asOf: Double, logs: EventLogs) {
        self.row = row
        self.asOf = asOf
        if let log = logs.lead { lead = log.timeline(ofRow: row, asOf: asOf).range }
        if let log = logs.contact { contact = log.timeline(ofRow: row, asOf: asOf).range }
        if let log = logs.account { account = log.timeline(ofRow: row, asOf: asOf).range }
    }

    func range(_ scope: EventScope) -> Range<Int> {
        switch scope {
        case .lead: lead
        case .contact: contact
        case .account: account
        }
    }

    /// As if nothing had happened up to a time, inclusive.
    func forgetting(upTo time: Double, logs: EventLogs) -> LeadView {
        var view = self
        if let log = logs.lead { view.lead = log.upperBound(time, in: lead)..<lead.upperBound }
        if let log = logs.contact { view.contact = log.upperBound(time, in: contact)..<contact.upperBound }
        if let log = logs.account { view.account = log.upperBound(time, in: account)..<account.upperBound }
        return view
    }
}
