/// Cuts the records of a block into cells.
///
/// A line without quotes is a record: its delimiters are found eight bytes at a time. With m = word XOR (byte repeated), a
/// byte of m is zero where the delimiter stands, and `~(((m & 0x7f…) + 0x7f…) | m | 0x7f…)` has the top bit set exactly
/// in the zero bytes (no carry crosses bytes; Warren, "Hacker's Delight", 6-1). Lines with quotes are walked through cell
/// by cell.
struct RecordScanner {
    private let delimiter: UInt8
    private let quote: UInt8
    private let lineEnd: UInt8
    private let allowsTrailingDelimiter: Bool
    private let delimiters: UInt64
    private(set) var counts = RecordCounts()

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
        quote = dialect.quote
        lineEnd = dialect.lineEnd
        allowsTrailingDelimiter = dialect.hasTrailingDelimiter
        delimiters = UInt64(dialect.delimiter) &* 0x0101_0101_0101_0101
    }

    /// Fills the batch with records from `position` on, and moves `position` behind them.
    ///
    /// - Parameters:
    ///   - bytes: at least ``RawBlock/padding`` bytes longer than `end`.
    ///   - broken: gets the records that have not `batch.width` cells.
    mutating func scan(
        _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, into batch: inout RecordBatch,
        broken: inout [BrokenRecord]
    ) {
        precondition(position >= 0 && end + RawBlock.padding <= bytes.count && bytes.count < 1 << 31)
        batch.rowCount = 0
        let width = batch.width
        var storage: [Cell] = []
        swap(&storage, &batch.cells)
        defer { swap(&storage, &batch.cells) }
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var cells = storage.mutableSpan
            var nextQuote = position - 1
            while position < end, batch.rowCount < batch.capacity {
                let start = position
                let row = batch.rowCount
                if nextQuote < start { nextQuote = ByteSearch.first(quote, in: bytes, start, end) ?? end }
                let lineStop = ByteSearch.first(lineEnd, in: bytes, start, end) ?? end
                if nextQuote > lineStop, lineStop > start {
                    let contentEnd = unsafe base[lineStop - 1] == 0x0D ? lineStop - 1 : lineStop
                    if unsafe cutLine(base, start, contentEnd, &cells, at: row * width, width: width) {
                        position = min(lineStop + 1, end)
                        batch.recordStarts[row] = start
                        batch.recordEnds[row] = contentEnd
                        batch.recordNumbers[row] = counts.records
                        batch.rowCount += 1
                        counts.records += 1
                        continue
                    }
                }
                var record = unsafe scanRecord(base, &position, end, &cells, at: row * width, width: width)
                if record.fields == 1, unsafe isBlank(base, start, record.contentEnd) {
                    counts.blankLines += 1
                    continue
                }
                if record.fields == width + 1, allowsTrailingDelimiter, record.lastIsEmpty {
                    record.fields = width
                    counts.trailingDelimiters += 1
                }
                if record.fields == width, record.openQuoteField == nil {
                    batch.recordStarts[row] = start
                    batch.recordEnds[row] = record.contentEnd
                    batch.recordNumbers[row] = counts.records
                    batch.rowCount += 1
                } else {
                    broken.append(
                        BrokenRecord(
                            start: start, end: record.contentEnd, number: counts.records,
                            fault: record.openQuoteField.map { .openQuote(field: $0) } ?? .fieldCount(record.fields),
                            multilineField: record.multilineField))
                }
                counts.records += 1
            }
        }
    }

    /// The cells of a line without quotes; `false` if there are not `width` of them, or if the line may be blank.
    @inline(__always)
    private func cutLine(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ cells: inout MutableSpan<Cell>, at first: Int,
        width: Int
    ) -> Bool {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let delimiters = delimiters
        var cellStart = start
        var next = first
        let last = first + width - 1
        var position = start
        while position < end {
            let word = unsafe UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self) ^ delimiters
            var hits = ~(((word & low) &+ low) | word | low)
            while hits != 0 {
                let stop = position &+ hits.trailingZeroBitCount >> 3
                if stop >= end { break }
                guard next < last else { return false }
                cells[next] = Cell(cellStart, stop)
                next &+= 1
                cellStart = stop &+ 1
                hits &= hits &- 1
            }
            position &+= 8
        }
        guard unsafe next == last && (width > 1 || !isBlank(base, start, end)) else { return false }
        cells[last] = Cell(cellStart, end)
        return true
    }

    private struct Record {
        var fields = 0
        var contentEnd = 0
        var lastIsEmpty = false
        var openQuoteField: Int?
        var multilineField: Int?
    }

    /// One record; cells beyond `width` are counted, not kept.
    @inline(__always)
    private func scanRecord(
        _ base: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int, _ cells: inout MutableSpan<Cell>,
        at first: Int,
        width: Int
    ) -> Record {
        var record = Record()
        while true {
            var start = position
            while start < end, unsafe base[start] == UInt8(ascii: " ") { start += 1 }
            var cell: Cell
            let stop: Int
            if start < end, unsafe base[start] == quote {
                let quoted = unsafe scanQuoted(base, start, end)
                (cell, stop) = (quoted.cell, quoted.stop)
                if quoted.isOpen { record.openQuoteField = record.fields }
                if quoted.spansLines, record.multilineField == nil { record.multilineField = record.fields }
            } else {
                stop = unsafe fieldEnd(base, position, end)
                cell = Cell(position, stop)
            }
            let isLast = unsafe stop >= end || base[stop] != delimiter
            if isLast, cell.end == stop, stop > position, unsafe base[stop - 1] == 0x0D {
                cell = Cell(Int(cell.start), stop - 1, needsRewriting: cell.needsRewriting)
            }
            if record.fields < width { cells[first + record.fields] = cell }
            record.fields += 1
            if isLast {
                record.lastIsEmpty = cell.end == Int(cell.start)
                record.contentEnd = unsafe stop > position && base[stop - 1] == 0x0D ? stop - 1 : stop
                position = min(stop + 1, end)
                return record
            }
            position = stop + 1
        }
    }

    /// A quoted cell from its opening quote to the delimiter or line end behind it.
    private func scanQuoted(
        _ base: UnsafePointer<UInt8>, _ opening: Int, _ end: Int
    ) -> (cell: Cell, stop: Int, isOpen: Bool, spansLines: Bool) {
        var position = opening + 1
        var isDoubled = false
        var spansLines = false
        while true {
            while position < end, unsafe base[position] != quote {
                if unsafe base[position] == lineEnd { spansLines = true }
                position += 1
            }
            if position >= end { return (Cell(opening, end), end, true, spansLines) }
            guard position + 1 < end, unsafe base[position + 1] == quote else { break }
            isDoubled = true
            position += 2
        }
        let stop = unsafe fieldEnd(base, position + 1, end)
        // Nothing, or the CR of a line end, may follow; anything else belongs to the cell.
        let isClean = unsafe stop == position + 1 || (stop == position + 2 && base[stop - 1] == 0x0D)
        if isClean, !isDoubled { return (Cell(opening + 1, position), stop, false, spansLines) }
        return (Cell(opening, isClean ? position + 1 : stop, needsRewriting: true), stop, false, spansLines)
    }

    /// The first delimiter or line end from a position on, or `end`.
    private func fieldEnd(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var position = start
        while position < end, unsafe base[position] != delimiter && base[position] != lineEnd { position += 1 }
        return position
    }

    private func isBlank(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for index in start..<max(start, end) where unsafe base[index] != UInt8(ascii: " ") { return false }
        return true
    }
}
