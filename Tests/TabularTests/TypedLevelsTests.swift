import Foundation
import LearningCore
import Tabular
import Testing

/// Levels are typed as a column of the same cells is.
@Suite struct TypedLevelsTests {
    static let columns: [[String]] = [
        ["1", "2.5", "-3", "1e6"], ["1,5", "2,25"], ["1.234,50 €", "12,00 €"], ["12 %", "7 %"],
        ["2024-01-31", "2023-12-01T10:00:00+02:00"], ["31.01.2024", "02.03.2021"], ["01/31/2024", "02/03/2021"],
        ["yes", "no"], ["ja", "nein"], ["007", "008"], ["5-20", "200+", "<5"], ["01.High", "02.Low"],
        ["red", "green"], ["1", "two"], ["3 Jan 2024", "Feb 7, 2022"], ["t", "f"], ["t", "t2"],
    ]

    @Test(arguments: columns) func asAColumnOfAFile(texts: [String]) throws {
        // With a blank and a word that says nothing.
        let cells = texts + ["", "n/a"]
        let url = FileManager.default.temporaryDirectory.appending(path: "levels-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        let rows = cells.map { "\"\($0)\",1\n" }.joined()
        try Data(("x,other\n" + rows).utf8).write(to: url)
        let table = try TableReader(path: url.path, pool: WorkerPool(threadCount: 1)).read(.inferAll)
        let expected = try #require(table.frame["x"])
        let levels = TypedLevels(of: cells, counts: cells.map { _ in 1 }, column: "x")
        #expect(levels.format == table.formats["x"])
        let found = Column(name: "x", values: levels.values, states: levels.states)
        #expect(found.type == expected.type)
        for row in cells.indices {
            #expect(found.state(at: row) == expected.state(at: row))
            guard expected.state(at: row) == .value else { continue }
            switch (found.values, expected.values) {
            case (.number(let a), .number(let b)), (.date(let a), .date(let b)): #expect(a[row] == b[row])
            case (.boolean(let a), .boolean(let b)): #expect(a[row] == b[row])
            case (.text(let a), .text(let b)): #expect(a[row] == b[row])
            default: Issue.record("other types")
            }
        }
    }

    @Test func oneSlipAmongManyIsAMisfit() {
        let levels = TypedLevels(of: ["5", "6", "many"], counts: [500, 500, 2], column: "size")
        #expect(levels.format.type == .number && levels.misfits == [2] && levels.states[2] == .absent)
        let few = TypedLevels(of: ["5", "many"], counts: [5, 1], column: "size")
        #expect(few.format.type == .text && few.misfits.isEmpty)
    }

    @Test func aTypeThatIsAskedForIsGiven() {
        let texts = ["1", "0", "maybe"]
        let flags = TypedLevels(of: texts, counts: [1, 1, 1], column: "x", request: .typed(.boolean, nil))
        #expect(flags.values == .boolean([true, false, false]) && flags.misfits == [2])
        let text = TypedLevels(of: ["007"], counts: [1], column: "x", request: .typed(.text, nil))
        #expect(text.values == .text(.dictionary(codes: [0], levels: ["007"])))
        #expect(TypedLevels(of: [], counts: [], column: "x").format.type == .text)
    }
}
