/// What can go wrong between bytes and typed columns. Messages carry positions and names, never a cell's content.
public enum TabularError: Error, Sendable, Hashable {
    /// The first bad row of a file that may have none; of `rows` rows seen so far `affected` are bad.
    case badRow(Reject, affected: Int, rows: Int)
    case tooManyRejects(Reject, limit: Int, rows: Int)
    /// Not a table at all; `kind` says what it looks like.
    case binary(path: String, kind: String)
    case recordTooLong(path: String, byteOffset: Int, limit: Int)
    case badEncoding(path: String, reason: String)
    case damagedGzip(path: String, reason: String)
    case fileMissing(path: String)
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// The reader of our output has gone, which is no fault: `| head` does that.
    case brokenPipe(path: String)
    case readTwice(path: String)
    case changedWhileReading(path: String)
    case rowsLost(rowsIn: Int, used: Int, rejected: Int)

    /// A stable name of the kind of error.
    public var code: String {
        switch self {
        case .badRow(let reject, _, _): reject.code
        case .binary: "E205"
        case .recordTooLong: "E207"
        case .tooManyRejects: "E208"
        case .badEncoding: "E209"
        case .damagedGzip: "E210"
        case .fileMissing: "E211"
        case .cannotRead: "E212"
        case .cannotWrite: "E213"
        case .brokenPipe: "E214"
        case .readTwice: "E215"
        case .changedWhileReading: "E216"
        case .rowsLost: "E217"
        }
    }

    /// `file:line`, or the file alone, or nothing.
    public var location: String? {
        switch self {
        case .badRow(let reject, _, _), .tooManyRejects(let reject, _, _): "\(shown(reject.file)):\(reject.line)"
        case .binary(let path, _), .badEncoding(let path, _), .damagedGzip(let path, _), .fileMissing(let path),
            .cannotRead(let path, _), .cannotWrite(let path, _), .brokenPipe(let path), .readTwice(let path),
            .changedWhileReading(let path), .recordTooLong(let path, _, _):
            shown(path)
        case .rowsLost: nil
        }
    }

    /// What is wrong, in one sentence.
    public var message: String {
        switch self {
        case .badRow(let reject, _, _): "\(reject.reason) (record starts at byte \(grouped(reject.byteOffset)))"
        case .tooManyRejects(_, let limit, let rows):
            "more than \(grouped(limit)) bad rows among the first \(grouped(rows))"
        case .binary(_, let kind): "this is \(kind), not a table of text"
        case .recordTooLong(_, let byteOffset, let limit):
            "a record of more than \(grouped(limit)) bytes (it starts at byte \(grouped(byteOffset)))"
        case .badEncoding(_, let reason): reason
        case .damagedGzip(_, let reason): "the gzip data is damaged: \(reason)"
        case .fileMissing: "there is no such file"
        case .cannotRead(_, let reason): "cannot be read: \(reason)"
        case .cannotWrite(_, let reason): "cannot be written: \(reason)"
        case .brokenPipe: "the reader of the output has gone"
        case .readTwice: "standard input can be read only once"
        case .changedWhileReading: "the file changed while it was read"
        case .rowsLost(let rowsIn, let used, let rejected):
            "rows were lost: \(grouped(rowsIn)) in, \(grouped(used)) used, \(grouped(rejected)) rejected"
        }
    }

    /// What was seen that helps to find the cause.
    public var evidence: [String] {
        switch self {
        case .badRow(let reject, let affected, let rows):
            reject.evidence + ["\(grouped(affected)) of \(grouped(rows)) rows affected"]
        case .tooManyRejects(let reject, _, _):
            ["the last one: \(reject.reason) (record starts at byte \(grouped(reject.byteOffset)))"] + reject.evidence
        default: []
        }
    }

    /// How to mend it.
    public var fix: String {
        switch self {
        case .badRow(let reject, _, _): reject.code == "E203" ? cellFix(reject.column) : rowFix
        case .tooManyRejects: "mend the export, or raise --max-rejects to have all bad rows put into the rejects file"
        case .binary: "export it as CSV (UTF-8) and read that"
        case .recordTooLong: "look for a quote that is opened and not closed near that byte"
        case .badEncoding: "save the file as UTF-8, or name its encoding with --encoding"
        case .damagedGzip: "fetch the file again, and test it with `gzip -t`"
        case .fileMissing: "check the path"
        case .cannotRead: "check the path and its permissions"
        case .cannotWrite: "check the folder, its permissions and the free space"
        case .brokenPipe: "nothing to mend"
        case .readTwice: "save the input to a file and name that"
        case .changedWhileReading: "wait until the export is complete, then run again"
        case .rowsLost: "this is a fault of leadscore; please report it"
        }
    }

    private var rowFix: String { "correct the row, or rerun with --on-bad-row reject --rejects rejects.csv" }

    private func cellFix(_ column: String?) -> String {
        guard let column else { return rowFix }
        return "correct the value, name it with --placeholder '\(column)=WORD', read the column as text with "
            + "--type '\(column)=text', or rerun with --on-bad-row reject --rejects rejects.csv"
    }

    private func shown(_ path: String) -> String { path == "-" ? "standard input" : path }
}

extension TabularError: CustomStringConvertible {
    public var description: String {
        let head = location.map { "\($0): \(message)" } ?? message
        return (["error[\(code)]: \(head)"] + evidence.map { " = \($0)" } + [" = fix: \(fix)"]).joined(separator: "\n")
    }
}

/// A whole number with commas between its thousands, for people.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text
}
