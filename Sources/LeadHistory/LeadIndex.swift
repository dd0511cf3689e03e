import LearningCore
public import Tabular

/// The identifiers of a leads table, for events to be joined to its rows.
///
/// Rows with the same identifier are the same lead and share its events; a row without one has none.
public struct LeadIndex: Sendable {
    /// The number of the lead of each row, or `-1` without an identifier. Leads are numbered as they first appear.
    let leadOfRow: [Int32]
    let names: TextDictionary

    public var rowCount: Int { leadOfRow.count }
    /// The number of distinct leads.
    public var leadCount: Int { names.count }

    /// - Parameter ids: one per row of the leads table; empty is none.
    public init(_ ids: [String]) {
        var names = TextDictionary()
        leadOfRow = ids.map { $0.isEmpty ? -1 : Int32(names.insert($0)) }
        self.names = names
    }

    /// The identifiers of a column. Numbers without a fraction are taken as they are written without decimals; other
    /// types than text and number have no identifiers.
    public init(_ column: Column) {
        var names = TextDictionary(capacity: column.count)
        var leads = [Int32](repeating: -1, count: column.count)
        for row in leads.indices where column.state(at: row) == .value {
            switch column.values {
            case .text(.buffer(let bytes, let offsets)):
                let (start, end) = (offsets[row], offsets[row + 1])
                if start < end { leads[row] = Int32(names.code(of: bytes.span, start, end).code) }
            case .text(let text):
                let id = text[row]
                if !id.isEmpty { leads[row] = Int32(names.insert(id)) }
            case .number(let values):
                if let whole = Int(exactly: values[row]) { leads[row] = Int32(names.insert(String(whole))) }
            case .boolean, .date: continue
            }
        }
        leadOfRow = leads
        self.names = names
    }

    /// The lead of each row of a column of events: `-1` without an identifier, `-2` for a lead that is not known.
    func leads(of text: TextValues, on pool: WorkerPool) -> [Int32] {
        switch text {
        case .dictionary(let codes, let levels):
            let known = levels.map { Int32(names.find($0) ?? -2) }
            return codes.map { $0 < 0 ? -1 : known[Int($0)] }
        case .buffer(let bytes, let offsets):
            let blocks = WorkerPool.blocks(of: offsets.count - 1, size: 8_192)
            return pool.map(blocks.count) { block in
                let found = names.find(bytes, offsets: offsets, rows: blocks[block])
                return zip(blocks[block], found).map { row, lead in
                    offsets[row] == offsets[row + 1] ? -1 : lead < 0 ? -2 : lead
                }
            }.flatMap(\.self)
        }
    }
}
