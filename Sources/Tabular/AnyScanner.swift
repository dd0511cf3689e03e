/// The scanner of a file's format.
enum AnyScanner {
    case csv(RecordScanner)
    case jsonLines(JSONLineScanner)

    init(_ dialect: Dialect, _ format: TableFormat, _ header: [String]) {
        switch format {
        case .csv: self = .csv(RecordScanner(dialect))
        case .jsonLines: self = .jsonLines(JSONLineScanner(header))
        }
    }

    mutating func scan(
        _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, into batch: inout RecordBatch,
        broken: inout [BrokenRecord]
    ) {
        switch self {
        case .csv(var scanner):
            scanner.scan(bytes, &position, end, into: &batch, broken: &broken)
            self = .csv(scanner)
        case .jsonLines(var scanner):
            scanner.scan(bytes, &position, end, into: &batch, broken: &broken)
            self = .jsonLines(scanner)
        }
    }

    var counts: RecordCounts {
        switch self {
        case .csv(let scanner): scanner.counts
        case .jsonLines(let scanner): scanner.counts
        }
    }
}
