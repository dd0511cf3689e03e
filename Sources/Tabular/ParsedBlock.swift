/// A bad row of a block.
struct BlockReject: Sendable {
    /// The number of its record in the block.
    var record: Int
    /// Its position among the rows with the right number of cells, or `nil` if it is not one of them.
    var row: Int?
    /// Lines before it in the block, and the byte in the file it starts at.
    var line: Int
    var byteOffset: Int
    var column: String?
    var code: String
    var reason: String
    var evidence: [String] = []
    /// The record, if it was to be kept.
    var bytes: [UInt8]
}

/// The columns of one block.
struct ParsedBlock: Sendable {
    /// Rows with the right number of cells; each column has as many.
    var rowCount = 0
    var counts = RecordCounts()
    /// Lines of the block, as far as they end in it.
    var lines = 0
    var columns: [BlockColumn] = []
    /// Cells that were not of their column's type, by task.
    var misfits: [Int] = []
    /// In the order of records; of a row with several bad cells the first.
    var rejects: [BlockReject] = []
}
