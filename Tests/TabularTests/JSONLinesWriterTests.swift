import Foundation
import LearningCore
import Testing

@testable import Tabular

@Suite struct JSONLinesWriterTests {
    @Test func writtenTablesReadBack() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<20 {
            let table = RandomTable(rows: 1 + generator.nextIndex(below: 40), columns: 4, &generator)
            let path = folder.path("t.jsonl")
            var writer = try JSONLinesWriter(.file(path))
            try writer.append(table.frame)
            try writer.finish()
            let reader = try TableReader(
                path: path, options: ReadOptions(placeholders: .empty), pool: WorkerPool(threadCount: 2))
            let read = try reader.read(table.plan)
            // A column without any value is nowhere in the file; the others come in the order of their appearance.
            for column in table.frame.columns where column.count(of: .value) > 0 {
                #expect(read.frame[column.name]?.isIdentical(to: column) == true)
            }
            #expect(read.rowsIn == table.frame.rowCount)
        }
    }

    /// Foundation's parser understands every line.
    @Test func linesAreJSON() throws {
        let folder = try TemporaryFolder()
        var writer = try JSONLinesWriter(.file(folder.path("t.jsonl")))
        let text = "quote \" slash \\ line \n tab \t bell \u{7} ü 😀"
        writer.append("text", .text(text))
        writer.append("number", .number(-0.5))
        writer.append("missing", .number(.nan))
        writer.append("yes", .boolean(true))
        writer.append("day", .date(0))
        try writer.endRow()
        try writer.endRow()
        try writer.finish()
        let lines = try String(contentsOfFile: folder.path("t.jsonl"), encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2 && lines[1] == "{}")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        #expect(object["text"] as? String == text)
        #expect(object["number"] as? Double == -0.5)
        #expect(object["missing"] is NSNull)
        #expect(object["day"] as? String == "1970-01-01")
    }
}
