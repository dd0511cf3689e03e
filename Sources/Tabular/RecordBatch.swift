/// A few hundred records cut into cells, row by row. Small enough to stay in the cache while column after column is read
/// from it.
struct RecordBatch {
    /// Cells of a record.
    let width: Int
    /// How many records fit.
    let capacity: Int
    var rowCount = 0
    /// Row-major; the row after the last is where the next record is tried.
    var cells: [Cell]
    /// Where each record begins and ends in the block.
    var recordStarts: [Int]
    var recordEnds: [Int]
    /// The number of each record in the block, bad ones counted.
    var recordNumbers: [Int]

    init(width: Int) {
        self.width = width
        capacity = max(8, min(512, 16_384 / max(width, 1)))
        cells = [Cell](repeating: .absent, count: (capacity + 1) * width)
        recordStarts = [Int](repeating: 0, count: capacity)
        recordEnds = recordStarts
        recordNumbers = recordStarts
    }
}

/// A record that cannot be cut into the expected cells.
struct BrokenRecord {
    enum Fault {
        case fieldCount(Int)
        case openQuote(field: Int)
        case nulByte
        case notJSON(String)
    }

    var start: Int
    var end: Int
    /// Its number in the block.
    var number: Int
    var fault: Fault
    /// The first field with a line end between quotes, if the record has one: a likely cause.
    var multilineField: Int?
}

/// What one walk over a block met.
struct RecordCounts: Sendable {
    /// Records, broken ones included.
    var records = 0
    var blankLines = 0
    /// Lines with one empty cell too many at the end, where that is tolerated.
    var trailingDelimiters = 0
    /// Nested JSON values kept as text.
    var nestedValues = 0
}

extension RecordCounts {
    mutating func add(_ other: RecordCounts) {
        records += other.records
        blankLines += other.blankLines
        trailingDelimiters += other.trailingDelimiters
        nestedValues += other.nestedValues
    }
}
