import Foundation
import Testing

@testable import FeatureExtraction

@Suite struct NormaliserTablesTests {
    @Test("Every line that is built in can be used, and no word has two meanings", arguments: WordTable.allCases)
    func standardTables(table: WordTable) throws {
        let lines = try WordTableLines(table, text: table.standardText)
        let given = table.standardText.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.lines.count == given.count && NormaliserTables.standard.lines(of: [table]) == [lines])
        var meanings: [String: ArraySlice<String>] = [:]
        for (values, words) in lines.entries {
            for word in words {
                #expect(meanings.updateValue(values, forKey: word) ?? values == values, "\(word)")
            }
        }
    }

    @Test func whatAPersonAddsWins() throws {
        let tables = try NormaliserTables.standard
            .adding(contentsOf: "# our own\n\nfree, firmenmail.example\nbusiness,web.de\n", to: .emailDomains)
            .adding(contentsOf: "executive,sales,oberguru\r\n", to: .jobTitles)
        let email = NormaliserTests.reader(.email, tables)
        #expect(email.parts(of: "a@firmenmail.example")[0] == "free")
        #expect(email.parts(of: "a@web.de")[0] == "business")
        #expect(email.parts(of: "a@gmx.de")[0] == "free")
        #expect(NormaliserTests.reader(.jobTitle, tables).parts(of: "Oberguru") == ["executive", "sales"])
        #expect(NormaliserTests.reader(.jobTitle).parts(of: "Oberguru") == [nil, nil])
    }

    @Test(arguments: [
        (WordTable.jobTitles, "manager,sales", 1, "word"), (.jobTitles, "boss,sales,chef", 1, "boss"),
        (.jobTitles, "# titles\nmanger,sales,chef", 2, "did you mean \"manager\"?"),
        (.jobTitles, "manager,finanzen,chef", 1, "finanzen"), (.emailDomains, "free,a.de,,b.de", 1, "empty"),
        (.countries, ",nirgendwo", 1, "empty"),
    ])
    func linesThatCannotBeUsedAreNamed(table: WordTable, text: String, line: Int, says: String) {
        #expect {
            _ = try NormaliserTables.standard.adding(contentsOf: text, to: table)
        } throws: { error in
            guard let error = error as? WordTableError else { return false }
            return error.line == line && "\(error)".contains(says) && "\(error)".contains("\(table.fileName):\(line)")
        }
    }

    @Test func aFolderOfTables() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tables-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("DE,absurdistan\r\n".utf8).write(to: folder.appending(path: "countries.csv"))
        try Data("not read".utf8).write(to: folder.appending(path: "README.md"))
        let tables = try NormaliserTables.standard.adding(filesOf: folder.path)
        #expect(NormaliserTests.reader(.country, tables).parts(of: "Absurdistan") == ["DE"])
        try Data("x,y".utf8).write(to: folder.appending(path: "jobtitles.csv"))
        #expect {
            _ = try NormaliserTables.standard.adding(filesOf: folder.path)
        } throws: {
            "\($0)".contains("did you mean \"job-titles.csv\"?")
        }
        #expect(throws: WordTableError.self) { try NormaliserTables.standard.adding(filesOf: folder.path + "/none") }
    }
}
