/// A row that could not be used, and why. The record itself is for the rejects file only, never for a message.
public struct Reject: Sendable, Hashable {
    /// The path that was read; `-` is standard input.
    public let file: String
    /// The line the record starts on, from 1.
    public let line: Int
    /// The byte of the file (of the unpacked data, if compressed) the record starts at, from 0.
    public let byteOffset: Int
    /// The number of the data row, from 0.
    public let row: Int
    /// The column at fault, if it is one.
    public let column: String?
    /// `E201` wrong number of fields, `E202` quote never closed, `E203` cell not of its column's type, `E204` not JSON,
    /// `E206` NUL byte.
    public let code: String
    /// What is wrong, without the person's data.
    public let reason: String
    /// What else was seen that helps to find the cause.
    public let evidence: [String]
    /// The bytes of the record in UTF-8, without its line end.
    public let record: [UInt8]
}
