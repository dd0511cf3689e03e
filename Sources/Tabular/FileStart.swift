/// What the first bytes of a file tell: format, dialect, header.
struct FileStart {
    private static let size = 1 << 19

    var bytes: [UInt8]
    var end: Int
    /// Whether the bytes are the whole file.
    var isWhole: Bool
    var format = TableFormat.csv
    var dialect = Dialect()
    var names: [String] = []
    var notes: [ReadNote] = []
    var dataStart = 0

    /// Reads until at least one record of data is whole.
    init(_ input: InputFile, path: String, options: ReadOptions) throws(TabularError) {
        (bytes, end) = try input.stream.bytes(after: [], count: Self.size)
        isWhole = end < Self.size
        format = options.format ?? Self.format(path, bytes[..<end])
        find(input, options)
        while !isWhole, !holdsRecord, end < BlockReader.longestRecord {
            let wanted = end
            let had = end
            (bytes, end) = try input.stream.bytes(after: bytes[..<end], count: wanted)
            isWhole = end - had < wanted
            find(input, options)
        }
    }

    private mutating func find(_ input: InputFile, _ options: ReadOptions) {
        notes = []
        dataStart = 0
        dialect.encoding = input.encoding ?? input.detector?.encoding ?? .utf8
        dialect.isCompressed = input.isCompressed
        switch format {
        case .csv: findCSV(options)
        case .jsonLines: findKeys()
        }
    }

    private mutating func findCSV(_ options: ReadOptions) {
        let bytes = bytes
        let end = end
        let span = bytes.span
        dialect.lineEnd = DialectSniffer.lineEnd(span, 0, end)
        var start = 0
        var declared: UInt8?
        if let line = Self.separatorLine(span, end, lineEnd: dialect.lineEnd) { (declared, start) = line }
        dialect.delimiter =
            options.delimiter ?? declared
            ?? DialectSniffer.delimiter(span, start, end, lineEnd: dialect.lineEnd, isWhole: isWhole)
        let header = HeaderReader(
            span, start, end, dialect: dialect, hasHeader: options.hasHeader, isWhole: isWhole)
        names = header.names
        notes = header.notes
        dataStart = header.dataStart
        dialect.hasTrailingDelimiter = header.hasTrailingDelimiter
    }

    private mutating func findKeys() {
        var scanner = JSONLineScanner([], collectsKeys: true)
        var batch = RecordBatch(width: 0)
        var broken: [BrokenRecord] = []
        var position = 0
        let last = isWhole ? end : (ByteSearch.last(0x0A, in: bytes.span, 0, end) ?? 0)
        while position < last { scanner.scan(bytes.span, &position, last, into: &batch, broken: &broken) }
        names = scanner.newKeys
    }

    private var holdsRecord: Bool {
        ByteSearch.first(dialect.lineEnd, in: bytes.span, dataStart, end) != nil
    }

    /// `sep=;` as the first line, as Excel writes and reads it: the delimiter and where the next line begins.
    private static func separatorLine(_ bytes: Span<UInt8>, _ end: Int, lineEnd: UInt8) -> (UInt8, Int)? {
        let word = Array("sep=".utf8)
        guard end > word.count, startsWith(bytes, 0, end, word) else { return nil }
        let lineStop = ByteSearch.first(lineEnd, in: bytes, 0, min(end, 8)) ?? 0
        let length = lineStop > 0 && bytes[lineStop - 1] == 0x0D ? lineStop - 1 : lineStop
        return length == word.count + 1 ? (bytes[word.count], lineStop + 1) : nil
    }

    /// By extension, also before `.gz`, or by the first character.
    private static func format(_ path: String, _ bytes: ArraySlice<UInt8>) -> TableFormat {
        var name = path.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return .jsonLines }
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return .csv }
        return bytes.first { $0 > 0x20 } == UInt8(ascii: "{") ? .jsonLines : .csv
    }
}
