/// Writes rows of delimited values: UTF-8, LF, quotes only where they are needed.
///
/// Text that a spreadsheet would run (`=`, `+`, `-`, `@`, tab or CR first) gets an apostrophe in front, unless the file
/// is for programs; numbers stay numbers. Numbers are written with the fewest digits that read back as the same double,
/// `NaN` as an empty cell, dates as ISO 8601 in UTC, booleans as `true` and `false`.
///
/// Cells are appended one after the other; ``endRow()`` ends a row. Nothing reaches the target for certain before
/// ``finish()``; a file given up before it leaves no trace. A program that writes to standard output and wants to hear of
/// a reader that has gone must ignore SIGPIPE, as leadscore does; a library leaves signals alone.
public struct CSVWriter: ~Copyable {
    private let output: ByteOutput
    private let delimiter: UInt8
    private let guardsFormulas: Bool
    private var cellsInRow = 0
    private var rowStart = 0

    /// - Parameter guardsFormulas: `false` for files that only programs read.
    /// - Throws: ``TabularError/cannotWrite(path:reason:)``.
    public init(
        _ target: OutputTarget, delimiter: UInt8 = UInt8(ascii: ","), guardsFormulas: Bool = true
    ) throws(TabularError) {
        output = try ByteOutput(target)
        self.delimiter = delimiter
        self.guardsFormulas = guardsFormulas
    }

    public mutating func append(_ cell: OutputCell) {
        switch cell {
        case .absent: separate()
        case .number(let value): append(value)
        case .integer(let value):
            separate()
            NumberText.append(value, to: &output.buffer)
        case .boolean(let value):
            separate()
            output.buffer.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .date(let seconds):
            separate()
            if !seconds.isNaN { NumberText.append(date: seconds, to: &output.buffer) }
        case .text(let text): append(text)
        }
    }

    /// A number; `NaN` is an empty cell.
    public mutating func append(_ value: Double) {
        separate()
        if !value.isNaN { NumberText.append(value, to: &output.buffer) }
    }

    public mutating func append(_ text: String) { append(cell: text.utf8) }

    /// Text as UTF-8, for cells that are put together from parts.
    public mutating func append(utf8 bytes: ArraySlice<UInt8>) { append(cell: bytes) }

    private mutating func append(cell text: some BidirectionalCollection<UInt8>) {
        separate()
        guard let first = text.first, let last = text.last else { return }
        let isFormula = guardsFormulas && Self.formulaStarts.contains(first)
        let delimiter = delimiter
        var needsQuotes = first <= 0x20 || last <= 0x20
        var hasQuotes = false
        for byte in text {
            if byte == delimiter || byte == 0x0A || byte == 0x0D { needsQuotes = true }
            if byte == UInt8(ascii: "\"") { hasQuotes = true }
        }
        needsQuotes = needsQuotes || hasQuotes
        guard needsQuotes || isFormula else { return output.buffer.append(contentsOf: text) }
        if needsQuotes { output.buffer.append(UInt8(ascii: "\"")) }
        if isFormula { output.buffer.append(UInt8(ascii: "'")) }
        if hasQuotes {
            for byte in text {
                if byte == UInt8(ascii: "\"") { output.buffer.append(byte) }
                output.buffer.append(byte)
            }
        } else {
            output.buffer.append(contentsOf: text)
        }
        if needsQuotes { output.buffer.append(UInt8(ascii: "\"")) }
    }

    private mutating func separate() {
        if cellsInRow > 0 { output.buffer.append(delimiter) } else { rowStart = output.buffer.count }
        cellsInRow += 1
    }

    /// - Throws: ``TabularError/brokenPipe(path:)`` if the reader has gone, or ``TabularError/cannotWrite(path:reason:)``.
    public mutating func endRow() throws(TabularError) {
        // A row of one empty cell would read back as a blank line.
        if cellsInRow <= 1, output.buffer.count == rowStart { output.buffer.append(contentsOf: "\"\"".utf8) }
        output.buffer.append(0x0A)
        cellsInRow = 0
        rowStart = output.buffer.count
        try output.flushIfFull()
        if output.buffer.isEmpty { rowStart = 0 }
    }

    /// Adds a whole table, without its header.
    public mutating func append(_ frame: DataFrame) throws(TabularError) {
        for row in 0..<frame.rowCount {
            for column in frame.columns { append(column.outputCell(at: row)) }
            try endRow()
        }
    }

    /// Adds bytes as they are, with a line end: a record from ``Reject/record``.
    public mutating func appendRecord(_ bytes: [UInt8]) throws(TabularError) {
        precondition(cellsInRow == 0, "between rows")
        output.buffer.append(contentsOf: bytes)
        output.buffer.append(0x0A)
        rowStart = output.buffer.count
        try output.flushIfFull()
        if output.buffer.isEmpty { rowStart = 0 }
    }

    /// Hands everything written so far to the system; for output that someone is waiting for.
    public mutating func flush() throws(TabularError) {
        try output.flush()
        rowStart = 0
    }

    /// Writes what is left and, for a file, puts it in its place.
    public consuming func finish() throws(TabularError) { try output.finish() }

    private static let formulaStarts: [UInt8] = Array("=+-@\t\r".utf8)
}
