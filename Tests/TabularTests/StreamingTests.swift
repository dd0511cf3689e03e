import Foundation
import LearningCore
import Testing

@testable import Tabular

@Suite struct StreamingTests {
    private let pool = WorkerPool(threadCount: 2)

    /// The blocks put together are the whole table.
    @Test(arguments: [1, 7, 100, 100_000])
    func blocksMakeTheWholeTable(rows: Int) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 21)
        let table = RandomTable(rows: 120, columns: 5, &generator)
        let path = try folder.file("t.csv", table.delimited())
        let options = ReadOptions(placeholders: .empty)
        var next = 0
        try TableReader(path: path, options: options, pool: pool).forEachBlock(table.plan, rows: rows) { block in
            #expect(block.firstRow == next && block.rowNumbers == nil)
            for (found, expected) in zip(block.frame.columns, table.frame.columns) {
                for row in 0..<block.frame.rowCount {
                    #expect(found.outputCell(at: row) == expected.outputCell(at: next + row))
                    #expect(found.state(at: row) == expected.state(at: next + row))
                }
            }
            next += block.rowsIn
        }
        #expect(next == 120)
    }

    @Test func badRowsKeepTheirNumbers() throws {
        let folder = try TemporaryFolder()
        var text = "id,n\n"
        for row in 0..<1_000 { text += row % 100 == 50 ? "k50,x\n" : row % 100 == 70 ? "k\n" : "k\(row),\(row)\n" }
        let path = try folder.file("t.csv", text)
        let plan = ReadPlan(columns: ["id": .typed(.text, nil), "n": .typed(.number, nil)])
        let options = ReadOptions(badRows: .reject(limit: 20))
        var rejects: [Reject] = []
        var rows = 0
        try TableReader(path: path, options: options, pool: pool).forEachBlock(plan, rows: 30) { block in
            #expect(block.rowsIn == block.frame.rowCount + block.rejects.count)
            for position in 0..<block.frame.rowCount {
                #expect(block.frame["n"]?.outputCell(at: position) == .number(Double(block.rowNumber(at: position))))
            }
            rejects += block.rejects
            rows += block.rowsIn
        }
        #expect(rows == 1_000)
        let bad: [Int] = (0..<1_000).filter { $0 % 100 == 50 || $0 % 100 == 70 }
        #expect(rejects.map(\.row) == bad)
        #expect(rejects.allSatisfy { $0.line == $0.row + 2 })
        #expect(rejects[0].record == Array("k50,x".utf8) && rejects[0].code == "E203" && rejects[0].column == "n")
        #expect(rejects[1].record == Array("k".utf8) && rejects[1].code == "E201")
    }

    @Test func theLimitHoldsOverBlocks() throws {
        let folder = try TemporaryFolder()
        var text = "n\n"
        for row in 0..<500 { text += row % 10 == 9 ? "x\n" : "\(row)\n" }
        let path = try folder.file("t.csv", text)
        let plan = ReadPlan(others: .typed(.number, nil))
        let options = ReadOptions(badRows: .reject(limit: 30))
        let error = #expect(throws: TabularError.self) {
            try TableReader(path: path, options: options, pool: pool).forEachBlock(plan, rows: 20) { _ in }
        }
        guard case .tooManyRejects(let reject, let limit, _)? = error else {
            Issue.record("expected too many rejects")
            return
        }
        #expect(reject.row == 309 && limit == 30)
    }

    @Test func theBodysErrorEndsTheReading() throws {
        struct Enough: Error {}
        let folder = try TemporaryFolder()
        let path = try folder.file("t.csv", "n\n" + (0..<100).map { "\($0)\n" }.joined())
        var blocks = 0
        #expect(throws: Enough.self) {
            try TableReader(path: path, pool: pool).forEachBlock(.inferAll, rows: 10) { _ in
                blocks += 1
                if blocks == 2 { throw Enough() }
            }
        }
        #expect(blocks == 2)
    }

    @Test func emptyFilesGiveNoBlock() throws {
        let folder = try TemporaryFolder()
        for (name, text) in [("empty.csv", ""), ("header.csv", "a,b\n"), ("empty.jsonl", "")] {
            try TableReader(path: folder.file(name, text), pool: pool).forEachBlock(.inferAll) { _ in
                Issue.record("no rows, no block")
            }
        }
    }

    @Test func plannedJSONColumnsAreAlwaysThere() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("t.jsonl", "{\"a\":1}\n{\"a\":2}\n")
        let plan = ReadPlan(columns: ["a": .typed(.number, nil), "late": .typed(.text, nil)], others: .skipped)
        try TableReader(path: path, pool: pool).forEachBlock(plan) { block in
            #expect(block.frame.columns.map(\.name) == ["a", "late"])
            #expect(block.frame["late"]?.count(of: .absent) == 2)
        }
    }

    /// A file that is read twice may be a pipe only once.
    @Test func aReaderReadsAFileAgain() throws {
        let folder = try TemporaryFolder()
        let reader = try TableReader(path: folder.file("t.csv", "a\n1\n2\n"), pool: pool)
        #expect(try reader.read(.inferAll).frame == reader.read(.inferAll).frame)
    }
}
