/// Which columns of an events table hold what. ``find(in:leadColumn:)`` finds them by the names they usually have.
public struct EventColumns: Sendable, Hashable {
    /// The lead an event belongs to.
    public var lead: String
    /// When it happened.
    public var time: String
    /// What happened; without such a column every event is of the type ``untyped``.
    public var type: String?
    /// An identifier of the event; an identifier that a lead has twice counts once.
    public var eventID: String?
    /// Further columns that are kept.
    public var properties: [String]

    /// The type of the events of a table that has no column for it.
    public static let untyped = "event"

    public init(
        lead: String, time: String, type: String? = nil, eventID: String? = nil, properties: [String] = []
    ) {
        self.lead = lead
        self.time = time
        self.type = type
        self.eventID = eventID
        self.properties = properties
    }

    /// The columns of a table with usual names. Case, blanks and punctuation do not matter: `Lead ID` is `lead_id`. All
    /// columns that have no other part become properties.
    ///
    /// - Parameters:
    ///   - leadColumn: the name of the id column of the leads table, which is looked for first.
    ///   - decided: columns a person has named, by part: `lead`, `time`, `type`, `id`.
    /// - Throws: ``HistoryError/missingColumn(needed:usual:header:)`` without a lead or a time.
    public static func find(
        in header: [String], leadColumn: String? = nil, decided: [String: String] = [:]
    ) throws(HistoryError) -> EventColumns {
        var free = header.filter { !decided.values.contains($0) }
        func take(_ names: [String]) -> String? {
            for name in names {
                guard let position = free.firstIndex(where: { folded($0) == name }) else { continue }
                return free.remove(at: position)
            }
            return nil
        }
        let leadNames = (leadColumn.map { [folded($0)] } ?? []) + Self.leadNames
        guard let lead = decided["lead"] ?? take(leadNames) ?? take(["id"]) else {
            throw .missingColumn(needed: "the lead", usual: ["lead_id", "contact_id", "id"], header: header)
        }
        guard let time = decided["time"] ?? take(timeNames) else {
            throw .missingColumn(needed: "the time", usual: ["timestamp", "occurred_at", "date"], header: header)
        }
        let type = decided["type"] ?? take(typeNames)
        let id = decided["id"] ?? take(idNames)
        return EventColumns(lead: lead, time: time, type: type, eventID: id, properties: free)
    }

    /// The column of a leads table that most likely names the lead: the usual names, then `id`.
    public static func usualLead(in header: [String]) -> String? {
        (leadNames + ["id"]).lazy.compactMap { name in header.first { folded($0) == name } }.first
    }

    /// - Throws: ``HistoryError/unknownColumn(_:header:)`` for the first column that is not there.
    func require(in header: [String]) throws(HistoryError) {
        for name in [lead, time] + [type, eventID].compactMap(\.self) + properties where !header.contains(name) {
            throw .unknownColumn(name, header: header)
        }
    }

    /// A name without case, blanks and punctuation.
    package static func folded(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    static let leadNames = [
        "leadid", "lead", "prospectid", "opportunityid", "mqlid", "applicationid", "dealid", "caseid", "contactid",
        "customerid", "personid", "userid", "accountid", "leadnumber", "leadnummer", "kundennummer", "kundenid",
    ]
    static let timeNames = [
        "timestamp", "occurredat", "eventtime", "eventtimestamp", "happenedat", "datetime", "time", "date", "eventdate",
        "activitydate", "createdat", "ts", "zeitstempel", "zeitpunkt", "datum", "timetimestamp",
    ]
    private static let typeNames = [
        "eventtype", "type", "activitytype", "activity", "event", "eventname", "action", "interaction", "conceptname",
        "ereignistyp", "ereignis", "aktivität", "aktivitaet", "art",
    ]
    private static let idNames = ["eventid", "eventuuid", "eventkey", "activityid", "uuid", "id"]
}
