import LearningCore
import Tabular

/// What a person says on the command line about how a table is written.
public struct TableSettings: Sendable {
    let onBadRow: String?
    let rejects: String?
    let maxRejects: Int?
    let delimiter: String?
    let encoding: String?
    let hasHeader: Bool
    let placeholders: [String]
    let types: [String]

    public init(
        onBadRow: String?, rejects: String?, maxRejects: Int?, delimiter: String? = nil,
        encoding: String? = nil, hasHeader: Bool = true, placeholders: [String] = [], types: [String] = []
    ) {
        self.onBadRow = onBadRow
        self.rejects = rejects
        self.maxRejects = maxRejects
        self.delimiter = delimiter
        self.encoding = encoding
        self.hasHeader = hasHeader
        self.placeholders = placeholders
        self.types = types
    }

    /// - Throws: ``Diagnostic`` E103 for a value that is not possible.
    public func apply(to source: inout LeadSource) throws(Diagnostic) {
        source.options.hasHeader = hasHeader
        source.rejectsPath = rejects
        source.options.badRows = try badRows()
        if let delimiter { source.options.delimiter = try Self.byte(delimiter) }
        if let encoding { source.options.encoding = try Self.choice(encoding, TextEncoding.self, option: "--encoding") }
        for word in placeholders {
            let (column, word) = Self.cut(word) ?? ("", word)
            source.placeholders[column, default: []].append(word)
        }
        for word in types {
            guard let (column, name) = Self.cut(word) else {
                throw Diagnostic(.badOption, "--type is \"\(word)\"", fix: "write --type COLUMN=TYPE")
            }
            source.types[column] = try Self.choice(name, ColumnType.self, option: "--type")
        }
    }

    private func badRows() throws(Diagnostic) -> BadRowPolicy {
        if let maxRejects, maxRejects < 0 {
            throw Diagnostic(.badOption, "--max-rejects is \(maxRejects)", fix: "expected a number from 0")
        }
        switch onBadRow {
        case "reject": return .reject(limit: maxRejects)
        // Who names a file for rejects, or a limit, wants them put aside.
        case nil where rejects != nil || maxRejects != nil: return .reject(limit: maxRejects)
        case nil: return .fail
        case "fail":
            guard rejects == nil, maxRejects == nil else {
                throw Diagnostic(
                    .badOption, "--rejects and --max-rejects need --on-bad-row reject",
                    fix: "use --on-bad-row reject, or leave them out")
            }
            return .fail
        default: throw Diagnostic(.badOption, "--on-bad-row is \"\(onBadRow ?? "")\"", fix: "expected fail or reject")
        }
    }

    private static func byte(_ text: String) throws(Diagnostic) -> UInt8 {
        let named = [
            "tab": UInt8(ascii: "\t"), "\\t": UInt8(ascii: "\t"), "comma": UInt8(ascii: ","),
            "semicolon": UInt8(ascii: ";"), "pipe": UInt8(ascii: "|"),
        ]
        if let byte = named[text] { return byte }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\""), byte >= 9 else {
            throw Diagnostic(
                .badOption, "--delimiter is \"\(text)\"", fix: "expected one character, or tab, comma, semicolon, pipe")
        }
        return byte
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ word: String, _: Choice.Type, option: String
    ) throws(Diagnostic) -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: word) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let closest = Spelling.closest(to: word, among: names)
        throw Diagnostic(
            .badOption, "\(option) is \"\(word)\"", evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [],
            fix: "expected " + names.joined(separator: ", "))
    }

    /// `column=word` in its two parts; the last `=` cuts, for a column's name may hold one.
    private static func cut(_ text: String) -> (String, String)? {
        guard let sign = text.lastIndex(of: "=") else { return nil }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}
