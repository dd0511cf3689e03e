/// A piece of a file that holds whole records.
struct RawBlock: Sendable {
    /// Zeros behind the end, so that a kernel may read a word at any position before it.
    static let padding = 16

    /// The records, then padding (and perhaps what follows in the file).
    let bytes: [UInt8]
    /// Where the records begin.
    let start: Int
    /// Where they end.
    let end: Int
    /// Where `start` is in the file.
    let fileOffset: Int
}
