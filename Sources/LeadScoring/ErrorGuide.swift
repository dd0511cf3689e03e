import RuleScoring

/// Every error code with what it means, for `leadscore explain-error`.
public enum ErrorGuide {
    public struct Entry: Sendable {
        public let code: String
        public let title: String
        public let explanation: String
    }

    /// By code.
    public static let entries: [Entry] =
        (ErrorCode.allCases.map { Entry(code: $0.rawValue, title: $0.title, explanation: $0.explanation) }
        + tableEntries + ruleEntries).sorted { $0.code < $1.code }

    /// The exit status that goes with a code (BSD's sysexits where they fit).
    static func exitStatus(of code: String) -> Int32 {
        if let known = ErrorCode(rawValue: code) { return known.exitStatus }
        return switch code {
        case "E211", "E212": 66
        case "E213": 73
        case "E214", "E216": 74
        case "E217": 70
        case _ where RuleProblemCode(rawValue: code) != nil: ErrorCode.configuration.exitStatus
        default: 65
        }
    }

    private static let ruleEntries = RuleProblemCode.allCases.map {
        Entry(code: $0.rawValue, title: $0.title, explanation: $0.explanation)
    }

    private static let tableEntries: [Entry] = [
        Entry(
            code: "E201", title: "a row has another number of fields than the header",
            explanation:
                "Usually a delimiter or a line break inside a cell that is not quoted. Mend the row, or put such "
                + "rows aside with --on-bad-row reject --rejects FILE."),
        Entry(
            code: "E202", title: "a quote is opened and never closed",
            explanation: "Everything after it would be swallowed as one cell. The message says where it was opened."),
        Entry(
            code: "E203", title: "a cell does not hold what its column holds",
            explanation:
                "Nearly all values of the column are numbers, dates or yes/no, and this one is not. If it is a "
                + "word for \"nothing chosen\", say so with --placeholder COLUMN=WORD; if the column is text, with --type."
        ),
        Entry(
            code: "E204", title: "a line is not a JSON object",
            explanation: "JSON lines hold one object a line, its values plain: no lists and no objects inside."),
        Entry(
            code: "E205", title: "the file is not a table of text",
            explanation: "It is a spreadsheet, an archive or something else binary. Export it as CSV (UTF-8)."),
        Entry(
            code: "E206", title: "a row holds a NUL byte",
            explanation: "The export is damaged; such rows can be rejected."),
        Entry(
            code: "E207", title: "a record is too long",
            explanation: "Most often a quote that is opened and not closed turns the rest of the file into one cell."),
        Entry(
            code: "E208", title: "more rows are bad than --max-rejects allows",
            explanation: "The message names the last of them; with a higher --max-rejects the rejects file has all."),
        Entry(
            code: "E209", title: "the characters are not in the encoding they seem to be in",
            explanation: "Save the file as UTF-8, or name its encoding with --encoding."),
        Entry(
            code: "E210", title: "the gzip data is damaged", explanation: "Fetch the file again; test it with gzip -t."),
        Entry(code: "E211", title: "there is no such file", explanation: "Check the path."),
        Entry(code: "E212", title: "a file cannot be read", explanation: "Check the path and its permissions."),
        Entry(
            code: "E213", title: "a file cannot be written",
            explanation: "Check the folder, its permissions and the free space. An existing file is left as it was."),
        Entry(
            code: "E214", title: "the reader of the output has gone", explanation: "`| head` does that; it is no fault."
        ),
        Entry(
            code: "E215", title: "standard input can be read only once",
            explanation: "Save the input to a file and name that."),
        Entry(
            code: "E216", title: "the file changed while it was read",
            explanation: "Wait until the export is complete, then run again."),
        Entry(
            code: "E217", title: "rows were lost", explanation: "This is a fault in leadscore. Please report it."),
    ]
}

extension Diagnostic {
    /// The process exit status that goes with the problem.
    public var exitStatus: Int32 { ErrorGuide.exitStatus(of: code) }
}
