import LearningCore
import Tabular

/// Gathers the rows of an events table in the order of the file, then sorts them by lead and time.
struct EventLogBuilder {
    private let columns: EventColumns
    private let index: LeadIndex
    private var leads: [Int32] = []
    private var times: [Double] = []
    private var types: [Int32] = []
    private var typeIndex = TextDictionary()
    /// Hashes of 64 bits of the identifiers, 0 without one; compared within a lead only.
    private var identifiers: [UInt64] = []
    private var properties: [PropertyBuilder]
    private var report: EventLogReport

    /// Positions of events have 32 bits.
    static let maximumEvents = Int(Int32.max)

    init(columns: EventColumns, index: LeadIndex, propertyLimit: Int = EventLog.maximumPropertyValues) {
        self.columns = columns
        self.index = index
        properties = columns.properties.map { PropertyBuilder(name: $0, limit: propertyLimit) }
        report = EventLogReport(columns: columns)
    }

    /// Makes room: arrays that grow by doubling are copied again and again.
    mutating func reserve(_ rows: Int) {
        // An estimate: not more than a quarter of a gigabyte for it.
        let rows = min(rows, 1 << 25)
        leads.reserveCapacity(rows)
        times.reserveCapacity(rows)
        types.reserveCapacity(rows)
        if columns.eventID != nil { identifiers.reserveCapacity(rows) }
        for position in properties.indices { properties[position].reserve(rows) }
    }

    mutating func append(_ table: Table, on pool: WorkerPool) throws(HistoryError) {
        report.rows += table.rowsIn
        report.rejects += table.rejects
        report.notes += table.notes
        guard case .text(let leadText)? = table.frame[columns.lead]?.values,
            case .date(let stamps)? = table.frame[columns.time]?.values
        else { return }
        let found = index.leads(of: leadText, on: pool)
        var rows: [Int] = []
        rows.reserveCapacity(found.count)
        for (row, lead) in found.enumerated() {
            if lead == -1 {
                report.withoutLead += 1
            } else if stamps[row].isNaN {
                report.withoutTime += 1
            } else if lead == -2 {
                report.orphans += 1
            } else {
                rows.append(row)
            }
        }
        guard leads.count + rows.count <= Self.maximumEvents else { throw .tooManyEvents(limit: Self.maximumEvents) }
        for row in rows {
            leads.append(found[row])
            times.append(stamps[row])
        }
        appendTypes(table.frame, rows)
        if let name = columns.eventID, case .text(let text)? = table.frame[name]?.values {
            appendIdentifiers(text, rows)
        }
        for position in properties.indices {
            guard case .text(let text)? = table.frame[properties[position].name]?.values else { continue }
            properties[position].append(text, rows: rows)
        }
    }

    private mutating func appendTypes(_ frame: DataFrame, _ rows: [Int]) {
        guard let name = columns.type, case .text(let text)? = frame[name]?.values else {
            let code = rows.isEmpty ? 0 : Int32(typeIndex.insert(EventColumns.untyped))
            types.append(contentsOf: repeatElement(code, count: rows.count))
            return
        }
        switch text {
        case .dictionary(let codes, let levels):
            var translation = [Int32](repeating: -1, count: levels.count)
            for row in rows {
                let level = Int(codes[row])
                if level < 0 {
                    types.append(Int32(typeIndex.insert(EventLog.blankType)))
                } else {
                    if translation[level] < 0 { translation[level] = Int32(typeIndex.insert(levels[level])) }
                    types.append(translation[level])
                }
            }
        case .buffer(let bytes, let offsets):
            for row in rows {
                let (start, end) = (offsets[row], offsets[row + 1])
                types.append(
                    Int32(
                        start == end
                            ? typeIndex.insert(EventLog.blankType) : typeIndex.code(of: bytes.span, start, end).code))
            }
        }
    }

    private mutating func appendIdentifiers(_ text: TextValues, _ rows: [Int]) {
        switch text {
        case .dictionary(let codes, let levels):
            let hashes = levels.map { level in
                let text = Array(level.utf8)
                return Self.identifier(text.span, 0, text.count)
            }
            for row in rows { identifiers.append(codes[row] < 0 ? 0 : hashes[Int(codes[row])]) }
        case .buffer(let bytes, let offsets):
            for row in rows { identifiers.append(Self.identifier(bytes.span, offsets[row], offsets[row + 1])) }
        }
    }

    private static func identifier(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        start == end ? 0 : max(1, SplitMix64.mix(TextDictionary.key(of: text, start, end)))
    }

    /// The sorted log. Complexity: O(events log events of the busiest lead), parallel over leads.
    consuming func finish(on pool: WorkerPool) -> EventLog {
        let grouped = LeadGrouping(leads, leadCount: index.leadCount)
        let (order, offsets) = grouped.sorted(times: times, identifiers: identifiers, on: pool)
        report.repeated = leads.count - order.count
        report.kept = order.count
        report.leads = index.leadCount
        report.leadsWithoutEvents = zip(offsets, offsets.dropFirst()).count { $0 == $1 }
        let (typeNames, rank) = typeIndex.ranked()
        // Every column is brought into order by one thread: they wait for memory, not for each other.
        let (builders, times, types) = (properties, times, types)
        let ordered = pool.map(2 + builders.count) { column in
            var made = OrderedColumn()
            switch column {
            case 0: made.times = order.map { times[Int($0)] }
            case 1: made.types = order.map { rank[Int(types[Int($0)])] }
            default: made.property = builders[column - 2].finish(order: order)
            }
            return made
        }
        let finished = ordered.compactMap(\.property)
        for (builder, (property, unreadable)) in zip(builders, finished) {
            if property == nil { report.droppedProperties.append(builder.name) }
            if unreadable > 0 { report.unreadableNumbers[builder.name] = unreadable }
        }
        return EventLog(
            times: ordered[0].times, types: ordered[1].types, typeNames: typeNames,
            properties: finished.compactMap(\.property), offsets: offsets, leadOfRow: index.leadOfRow, report: report)
    }

    /// One of them is filled.
    private struct OrderedColumn: Sendable {
        var times: [Double] = []
        var types: [Int32] = []
        var property: (property: EventProperty?, unreadable: Int)?
    }
}
