/// How the characters of a file are written as bytes.
public enum TextEncoding: String, Sendable, Hashable, Codable, CaseIterable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    /// Windows-1252, of which ISO 8859-1 is a part.
    case latin1
}

/// The two kinds of lead tables.
public enum TableFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case csv
    /// One JSON object a line.
    case jsonLines
}

/// How a file of delimited values is written: what was found, or what was asked for.
public struct Dialect: Sendable, Hashable, Codable {
    /// The byte between two cells: `,` `;` tab or `|`, unless another was asked for.
    public var delimiter: UInt8
    /// The byte around a cell that may hold delimiters and line ends; doubled to stand for itself.
    public var quote: UInt8
    public var encoding: TextEncoding
    /// The byte that ends a line: LF (a CR before it is dropped), or CR in files of the old Mac OS.
    public var lineEnd: UInt8
    /// Whether every line ends with a delimiter that no cell follows.
    public var hasTrailingDelimiter: Bool
    /// Whether the bytes of the file are compressed with gzip.
    public var isCompressed: Bool

    public init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""), encoding: TextEncoding = .utf8,
        lineEnd: UInt8 = UInt8(ascii: "\n"), hasTrailingDelimiter: Bool = false, isCompressed: Bool = false
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.encoding = encoding
        self.lineEnd = lineEnd
        self.hasTrailingDelimiter = hasTrailingDelimiter
        self.isCompressed = isCompressed
    }
}
