import LeadHistory

/// What can be seen of a lead at an as-of time: numbers only, so that it costs nothing to hand on.
struct LeadView {
    let row: Int
    let asOf: Double
    /// The positions of its events in the logs of the three scopes, up to the as-of time.
    private var lead = 0..<0
    private var contact = 0..<0
    private var account = 0..<0
    private var leadTypes: TypeBits = .none
    private var contactTypes: TypeBits = .none
    private var accountTypes: TypeBits = .none

    init(row: Int, asOf: Double, logs: EventLogs) {
        self.row = row
        self.asOf = asOf
        let row = logs.rows?[row] ?? row
        if let log = logs.lead {
            lead = log.timeline(ofRow: row, asOf: asOf).range
            leadTypes = TypeBits(of: lead, in: log)
        }
        if let log = logs.contact {
            contact = log.timeline(ofRow: row, asOf: asOf).range
            contactTypes = TypeBits(of: contact, in: log)
        }
        if let log = logs.account {
            account = log.timeline(ofRow: row, asOf: asOf).range
            accountTypes = TypeBits(of: account, in: log)
        }
    }

    /// The types of events among those of a scope, and perhaps more.
    func types(_ scope: EventScope) -> TypeBits {
        switch scope {
        case .lead: leadTypes
        case .contact: contactTypes
        case .account: accountTypes
        }
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

/// Types of events as 64 bits, several types to a bit when there are more: enough to say that none of some types is there.
struct TypeBits: Sendable, Hashable {
    private var bits: UInt64

    static let none = TypeBits(bits: 0)
    static let all = TypeBits(bits: .max)

    private init(bits: UInt64) { self.bits = bits }

    init(of events: Range<Int>, in log: EventLog) {
        bits = 0
        for position in events { bits |= 1 << UInt64(log.types[position] & 63) }
    }

    init(_ types: EventTypes, in log: EventLog) {
        bits = 0
        for (code, name) in log.typeNames.enumerated() where types.contains(name) { bits |= 1 << UInt64(code & 63) }
    }

    func overlaps(_ other: TypeBits) -> Bool { bits & other.bits != 0 }
}
