/// Cuts single records into cells, plainly: for headers and for finding the dialect.
struct RecordSplitter {
    let dialect: Dialect

    /// The cells of the record at a position, which moves behind it, and whether its line end was met. `nil` if a quote
    /// is never closed.
    func fields(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> (cells: [[UInt8]], isEnded: Bool)? {
        var cells: [[UInt8]] = []
        var scratch: [UInt8] = []
        while true {
            var start = position
            var isQuoted = false
            while position < end, bytes[position] == UInt8(ascii: " ") { position += 1 }
            if position < end, bytes[position] == dialect.quote {
                start = position
                isQuoted = true
                position += 1
                guard skipQuoted(bytes, &position, end) else { return nil }
            }
            let quotedEnd = position
            while position < end, bytes[position] != dialect.delimiter, bytes[position] != dialect.lineEnd {
                position += 1
            }
            let isLast = position >= end || bytes[position] == dialect.lineEnd
            var stop = position
            if isLast, stop > quotedEnd, bytes[stop - 1] == 0x0D { stop -= 1 }
            append(bytes, start, stop, isQuoted: isQuoted, to: &cells, &scratch)
            if position >= end { return (cells, false) }
            position += 1
            if isLast { return (cells, true) }
        }
    }

    private func skipQuoted(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        while position < end {
            if bytes[position] == dialect.quote {
                position += 1
                guard position < end, bytes[position] == dialect.quote else { return true }
            }
            position += 1
        }
        return false
    }

    private func append(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, isQuoted: Bool, to cells: inout [[UInt8]],
        _ scratch: inout [UInt8]
    ) {
        if isQuoted {
            CellText.unquoted(bytes, Cell(start, end, needsRewriting: true), quote: dialect.quote, into: &scratch)
        } else {
            scratch.removeAll(keepingCapacity: true)
            for index in start..<end { scratch.append(bytes[index]) }
        }
        let (from, to) = trimmedRange(scratch.span, 0, scratch.count)
        cells.append(Array(scratch[from..<to]))
    }
}
