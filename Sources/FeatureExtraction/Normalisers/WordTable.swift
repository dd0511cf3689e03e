import LearningCore

/// The tables that normalisers read, each a text of lines that a person can add to.
///
/// A line holds its values, then the words that mean them, with commas between: `executive,management,ceo,gf`. Blank
/// lines and lines that begin with `#` are passed over; a later line wins over an earlier one.
public enum WordTable: String, Sendable, Hashable, Codable, CaseIterable {
    /// `class,domain,…`: `gmx.*` is the domain under any ending, `edu` every domain that ends so.
    case emailDomains = "email-domains"
    /// `role,word,…`: the part before the @ of addresses that belong to no person.
    case emailRoles = "email-roles"
    /// `rank,department,word,…`; `-` is none. `*leiter` matches the end of a word, `vertrieb*` its beginning.
    case jobTitles = "job-titles"
    /// `code,name,…`
    case countries
    /// `code,name,…`
    case languages
    /// `class,host,…`, written as e-mail domains are.
    case hosts
    /// `dummy,word,…`: names nobody has.
    case dummyNames = "dummy-names"

    /// What a file of additions is called.
    public var fileName: String { "\(rawValue).csv" }

    /// How many values stand before the words.
    var valueCount: Int { self == .jobTitles ? 2 : 1 }

    /// The values a line may have, `nil` for any.
    func allowedValues(at position: Int) -> [String]? {
        switch self {
        case .emailDomains: EmailAddress.domainClasses
        case .emailRoles: ["role"]
        case .jobTitles: ["-"] + (position == 0 ? JobTitle.ranks : JobTitle.departments)
        case .dummyNames: ["dummy"]
        case .countries, .languages, .hosts: nil
        }
    }

    var standardText: String {
        switch self {
        case .emailDomains: EmailWords.domains
        case .emailRoles: EmailWords.roles
        case .jobTitles: JobTitleWords.table
        case .countries: CountryWords.table
        case .languages: LanguageWords.table
        case .hosts: HostWords.table
        case .dummyNames: DummyNameWords.table
        }
    }
}

/// Lines of one table, checked.
public struct WordTableLines: Sendable, Hashable, Codable {
    public let table: WordTable
    public let lines: [String]

    /// - Throws: ``WordTableError`` for the first line that cannot be used.
    init(_ table: WordTable, text: String) throws(WordTableError) {
        self.table = table
        var kept: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let cells = Self.cells(of: line)
            guard let first = cells.first, !(cells.count == 1 && first.isEmpty), !first.hasPrefix("#") else { continue }
            guard cells.count > table.valueCount, cells.dropFirst(table.valueCount).allSatisfy({ !$0.isEmpty }) else {
                throw WordTableError(table: table, line: index + 1, problem: .tooFewCells)
            }
            for position in 0..<table.valueCount {
                guard let allowed = table.allowedValues(at: position) else {
                    guard cells[position].isEmpty else { continue }
                    throw WordTableError(table: table, line: index + 1, problem: .tooFewCells)
                }
                guard allowed.contains(cells[position]) else {
                    throw WordTableError(
                        table: table, line: index + 1, problem: .unknownValue(cells[position], allowed: allowed))
                }
            }
            kept.append(cells.joined(separator: ","))
        }
        lines = kept
    }

    private init(_ table: WordTable, lines: [String]) {
        self.table = table
        self.lines = lines
    }

    func adding(_ other: WordTableLines) -> WordTableLines { WordTableLines(table, lines: lines + other.lines) }

    /// The values and words of every line.
    var entries: [(values: ArraySlice<String>, words: ArraySlice<String>)] {
        lines.map { line in
            let cells = Self.cells(of: line[...])
            return (cells.prefix(table.valueCount), cells.dropFirst(table.valueCount))
        }
    }

    private static func cells(of line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
            var cell = cell
            while let first = cell.first, first.isWhitespace { cell.removeFirst() }
            while let last = cell.last, last.isWhitespace { cell.removeLast() }
            return String(cell)
        }
    }
}

/// Why a line of a table of words cannot be used.
public struct WordTableError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        /// Values without a word, or an empty cell.
        case tooFewCells
        case unknownValue(String, allowed: [String])
        /// A file of the folder belongs to no table.
        case unknownFile(String)
        case unreadable(String)
    }

    public let table: WordTable?
    /// Counted from 1; 0 for the file as a whole.
    public let line: Int
    public let problem: Problem

    init(table: WordTable?, line: Int, problem: Problem) {
        self.table = table
        self.line = line
        self.problem = problem
    }

    public var description: String {
        let place = (table?.fileName ?? "tables") + (line > 0 ? ":\(line)" : "")
        switch problem {
        case .tooFewCells:
            let values = table == .jobTitles ? "rank,department" : "value"
            return "\(place): a line is `\(values),word,…` with no empty cell"
        case .unknownValue(let value, let allowed):
            let hint = Spelling.closest(to: value, among: allowed).map { "; did you mean \"\($0)\"?" } ?? ""
            return "\(place): \"\(value)\" is none of \(allowed.joined(separator: ", "))\(hint)"
        case .unknownFile(let name):
            let names = WordTable.allCases.map(\.fileName)
            let hint = Spelling.closest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
            return "\(place): there is no table \"\(name)\"; the tables are \(names.joined(separator: ", "))\(hint)"
        case .unreadable(let name): return "\(place): \"\(name)\" cannot be read as UTF-8 text"
        }
    }
}
