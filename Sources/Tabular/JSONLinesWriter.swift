/// Writes rows as one JSON object a line. Numbers have the fewest digits that read back as the same double; `NaN` and
/// absent cells are `null`; dates are ISO 8601 strings in UTC.
public struct JSONLinesWriter: ~Copyable {
    private let output: ByteOutput
    private var valuesInRow = 0

    /// - Throws: ``TabularError/cannotWrite(path:reason:)``.
    public init(_ target: OutputTarget) throws(TabularError) {
        output = try ByteOutput(target)
    }

    /// Adds a value of the row at hand.
    public mutating func append(_ key: String, _ cell: OutputCell) {
        output.buffer.append(valuesInRow == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
        valuesInRow += 1
        append(string: key)
        output.buffer.append(UInt8(ascii: ":"))
        switch cell {
        case .number(let value) where value.isFinite: NumberText.append(value, to: &output.buffer)
        case .integer(let value): NumberText.append(value, to: &output.buffer)
        case .boolean(let value): output.buffer.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .date(let seconds) where seconds.isFinite:
            output.buffer.append(UInt8(ascii: "\""))
            NumberText.append(date: seconds, to: &output.buffer)
            output.buffer.append(UInt8(ascii: "\""))
        case .text(let text): append(string: text)
        case .absent, .number, .date: output.buffer.append(contentsOf: "null".utf8)
        }
    }

    private func append(string: String) {
        output.buffer.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output.buffer.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): output.buffer.append(contentsOf: "\\\\".utf8)
            case 0x0A: output.buffer.append(contentsOf: "\\n".utf8)
            case 0x0D: output.buffer.append(contentsOf: "\\r".utf8)
            case 0x09: output.buffer.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                output.buffer.append(contentsOf: "\\u00".utf8)
                output.buffer.append(Self.hexDigits[Int(byte >> 4)])
                output.buffer.append(Self.hexDigits[Int(byte & 15)])
            default: output.buffer.append(byte)
            }
        }
        output.buffer.append(UInt8(ascii: "\""))
    }

    /// - Throws: ``TabularError/brokenPipe(path:)`` if the reader has gone, or ``TabularError/cannotWrite(path:reason:)``.
    public mutating func endRow() throws(TabularError) {
        output.buffer.append(contentsOf: valuesInRow == 0 ? "{}\n".utf8 : "}\n".utf8)
        valuesInRow = 0
        try output.flushIfFull()
    }

    /// Adds a whole table; cells without a value are left out.
    public mutating func append(_ frame: DataFrame) throws(TabularError) {
        for row in 0..<frame.rowCount {
            for column in frame.columns {
                let cell = column.outputCell(at: row)
                if cell != .absent { append(column.name, cell) }
            }
            try endRow()
        }
    }

    /// Hands everything written so far to the system.
    public mutating func flush() throws(TabularError) { try output.flush() }

    /// Writes what is left and, for a file, puts it in its place.
    public consuming func finish() throws(TabularError) { try output.finish() }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
