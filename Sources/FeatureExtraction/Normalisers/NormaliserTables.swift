import Foundation

/// The words by which normalisers know titles, e-mail providers, countries and so on.
///
///     let tables = try NormaliserTables.standard.adding(contentsOf: "free,mail.example", to: .emailDomains)
///
/// A fitted feature keeps the tables it was fitted with, so that a model reads the words of its training for ever,
/// whatever a later version knows.
public struct NormaliserTables: Sendable, Hashable {
    private var added: [WordTable: WordTableLines] = [:]

    /// The tables that are built in.
    public static let standard = NormaliserTables()

    private init() {}

    /// The tables with further lines, which win over the lines before them.
    ///
    /// - Throws: ``WordTableError`` for the first line that cannot be used.
    public func adding(contentsOf text: String, to table: WordTable) throws(WordTableError) -> NormaliserTables {
        var result = self
        let lines = try WordTableLines(table, text: text)
        result.added[table] = result.added[table]?.adding(lines) ?? lines
        return result
    }

    /// The tables with the lines of the files in a folder, each named for its table (`job-titles.csv`).
    ///
    /// - Throws: ``WordTableError``, also for a CSV file that belongs to no table, and a folder that cannot be read.
    public func adding(filesOf folder: String) throws(WordTableError) -> NormaliserTables {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw WordTableError(table: nil, line: 0, problem: .unreadable(folder))
        }
        var result = self
        for name in names.sorted() where name.hasSuffix(".csv") {
            guard let table = WordTable.allCases.first(where: { $0.fileName == name }) else {
                throw WordTableError(table: nil, line: 0, problem: .unknownFile(name))
            }
            guard let data = FileManager.default.contents(atPath: folder + "/" + name),
                let text = String(bytes: data, encoding: .utf8)
            else { throw WordTableError(table: table, line: 0, problem: .unreadable(name)) }
            result = try result.adding(contentsOf: text.replacing("\r\n", with: "\n"), to: table)
        }
        return result
    }

    /// All lines of some tables.
    func lines(of tables: [WordTable]) -> [WordTableLines] {
        tables.compactMap { table in
            // The tables that are built in are well formed; a test reads every one.
            guard let standard = try? WordTableLines(table, text: table.standardText) else { return nil }
            return added[table].map(standard.adding) ?? standard
        }
    }
}
