/// Finds how a file of delimited values is written from its first bytes.
///
/// Of `,` `;` tab and `|`, the delimiter is the one that cuts the first records into the most consistent number of
/// cells, the header's number above all; with equal consistency the one that cuts into more. A file that none of them
/// cuts has one column.
enum DialectSniffer {
    static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]
    private static let recordLimit = 200

    /// - Parameter isWhole: whether the bytes are the whole file, so that the last record is complete.
    static func delimiter(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, lineEnd: UInt8, isWhole: Bool) -> UInt8 {
        var best: (delimiter: UInt8, score: Double) = (candidates[0], 0)
        for delimiter in candidates {
            let dialect = Dialect(delimiter: delimiter, lineEnd: lineEnd)
            let counts = fieldCounts(bytes, start, end, dialect, isWhole: isWhole)
            let score = score(counts)
            if score > best.score { best = (delimiter, score) }
        }
        return best.delimiter
    }

    /// LF if there is one, CR if there is only that.
    static func lineEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt8 {
        if ByteSearch.first(0x0A, in: bytes, start, end) != nil { return 0x0A }
        return ByteSearch.first(0x0D, in: bytes, start, end) != nil ? 0x0D : 0x0A
    }

    private static func fieldCounts(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ dialect: Dialect, isWhole: Bool
    ) -> [Int] {
        let splitter = RecordSplitter(dialect: dialect)
        var position = start
        var counts: [Int] = []
        while position < end, counts.count < recordLimit {
            guard let (cells, isEnded) = splitter.fields(bytes, &position, end) else { break }
            guard isEnded || isWhole || counts.isEmpty else { break }
            if cells.count > 1 || !cells[0].isEmpty { counts.append(cells.count) }
        }
        return counts
    }

    /// The share of records with the header's number of cells (or one more, empty, at the end of each line), in
    /// percent, plus a little for more cells; 0 if the header is not cut at all.
    private static func score(_ counts: [Int]) -> Double {
        guard let header = counts.first, header > 1 else { return 0 }
        let same = max(counts.count { $0 == header }, counts.dropFirst().count { $0 == header + 1 } + 1)
        let share = Double(same) / Double(counts.count)
        return share * 100 + 1 - 1 / Double(header)
    }
}
