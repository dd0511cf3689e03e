import Foundation
import LearningCore
import Testing

@testable import Tabular

@Suite struct TableReaderTests {
    private let pool = WorkerPool(threadCount: 2)
    private let plainOptions = ReadOptions(placeholders: .empty)

    @Test func writtenTablesReadBack() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 1)
        for round in 0..<40 {
            let table = RandomTable(rows: generator.nextIndex(below: 60), columns: 1 + round % 6, &generator)
            let path = folder.path("t.csv")
            var writer = try CSVWriter(.file(path), guardsFormulas: false)
            for column in table.frame.columns { writer.append(column.name) }
            try writer.endRow()
            try writer.append(table.frame)
            try writer.finish()
            let read = try TableReader(path: path, options: plainOptions, pool: pool).read(table.plan)
            #expect(read.frame.isIdentical(to: table.frame), "round \(round)")
            #expect(read.rejects.isEmpty)
        }
    }

    @Test func dressesOfOneTableReadTheSame() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 2)
        let letters = RandomTable.letters.filter { !$0.contains("\n") && !$0.contains("\r") }
        for round in 0..<12 {
            let table = RandomTable(
                rows: 2 + generator.nextIndex(below: 60), columns: 2 + round % 4, &generator, textLetters: letters)
            let text = table.delimited()
            var files = [
                try folder.file("lf.csv", text), try folder.file("crlf.csv", table.delimited(lineEnd: "\r\n")),
                try folder.file("cr.csv", table.delimited(lineEnd: "\r")),
                try folder.file("open.csv", text.utf8.dropLast()),
                try folder.file("semicolon.csv", table.delimited(delimiter: ";")),
                try folder.file("tab.csv", table.delimited(delimiter: "\t")),
                try folder.file("bom.csv", "\u{FEFF}" + text),
                try folder.file("utf16.csv", Array(try #require(text.data(using: .utf16)))),
                try folder.file("utf16be.csv", Array(try #require(("\u{FEFF}" + text).data(using: .utf16BigEndian)))),
            ]
            files.append(try packed(folder.file("packed.csv", text)))
            for path in files {
                let read = try TableReader(path: path, options: plainOptions, pool: pool).read(table.plan)
                #expect(read.frame.isIdentical(to: table.frame), "\(path)")
            }
        }
    }

    /// Where the blocks are cut and how many threads read them changes nothing, bad rows and notes included.
    @Test func blocksAndThreadsChangeNothing() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 3)
        for round in 0..<3 {
            let table = RandomTable(rows: 80, columns: 4, &generator)
            var text = table.delimited()
            // Some ragged rows and cells of another type among them.
            text += "1,2\n" + table.delimited().split(separator: "\n", maxSplits: 1)[1] + "z,z,z,z\n,,,,,\n"
            let path = try folder.file("t.csv", text)
            let options = ReadOptions(placeholders: .empty, badRows: .reject(limit: nil))
            for plan in [table.plan, .inferAll] {
                let expected = try TableReader(path: path, options: options, pool: WorkerPool(threadCount: 1)).read(
                    plan)
                #expect(expected.rowsIn > 150)
                for (threads, size) in [(2, 90), (4, 333), (8, 1_000), (2, 1 << 20)] {
                    let reader = try TableReader(path: path, options: options, pool: WorkerPool(threadCount: threads))
                    reader.blockSize = size
                    let found = try reader.read(plan)
                    #expect(found.frame.isIdentical(to: expected.frame), "round \(round), \(threads) threads")
                    #expect(found.rejects == expected.rejects)
                    #expect(found.notes == expected.notes)
                    #expect(found.rowNumbers == expected.rowNumbers)
                    #expect(found.formats == expected.formats)
                }
            }
        }
    }

    /// Damage of any kind gives a table or an error, never a crash, and no row is lost.
    @Test func damagedFilesLoseNoRow() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 4)
        let alphabet = Array(",;\"\n\r\t 0a-.\\{}\u{0}".utf8) + [0xC3, 0xFF]
        for round in 0..<150 {
            let table = RandomTable(rows: 12, columns: 3, &generator)
            var bytes = Array(table.delimited(lineEnd: round % 3 == 0 ? "\r\n" : "\n").utf8)
            for _ in 0..<1 + generator.nextIndex(below: 6) {
                let position = generator.nextIndex(below: bytes.count)
                switch generator.nextIndex(below: 3) {
                case 0: bytes[position] = alphabet[generator.nextIndex(below: alphabet.count)]
                case 1: bytes.insert(alphabet[generator.nextIndex(below: alphabet.count)], at: position)
                default: bytes.remove(at: position)
                }
            }
            let path = try folder.file(round % 10 == 0 ? "t.jsonl" : "t.csv", bytes)
            for size in [7, 1 << 19] {
                let options = ReadOptions(badRows: .reject(limit: nil))
                guard let reader = try? TableReader(path: path, options: options, pool: pool) else { continue }
                reader.blockSize = size
                let found = try reader.read(.inferAll)
                #expect(found.rowsIn == found.frame.rowCount + found.rejects.count)
            }
        }
    }

    /// Types are found from all rows, not from the first ones.
    @Test func lateValuesChangeTheType() throws {
        let folder = try TemporaryFolder()
        let rows = 20_000
        var text = "number,late_text,late_number,comma,flag,blank\n"
        for row in 0..<rows {
            let isLate = row > rows - 2_500
            text += "\(row),\(isLate ? "word\(row)" : "\(row)"),\(isLate ? "1.5" : ""),\"\(isLate ? "2,5" : "7")\","
            text += "\(isLate ? "maybe" : "yes"),\n"
        }
        let path = try folder.file("late.csv", text)
        let table = try TableReader(path: path, pool: pool).read(.inferAll)
        #expect(table.rejects.isEmpty && table.rowsIn == rows)
        #expect(table.frame.columns.map(\.type) == [.number, .text, .number, .number, .text, .text])
        #expect(table.formats["comma"]?.decimalMark == .comma)
        #expect(table.frame["late_text"]?.outputCell(at: 7) == .text("7"))
        #expect(table.frame["comma"]?.outputCell(at: rows - 1) == .number(2.5))
        let note = try #require(table.notes.first { $0.column == "late_text" })
        #expect(note.code == .mostlyTyped && note.count == 2_499 && note.total == rows)
    }

    @Test func aColumnIsNumericFromNinetyNinePercentOn() throws {
        let folder = try TemporaryFolder()
        for (bad, type) in [(1, ColumnType.number), (2, .number), (3, .text)] {
            let text = "n\n" + (0..<200 - bad).map { "\($0)\n" }.joined() + String(repeating: "x\n", count: bad)
            let options = ReadOptions(badRows: .reject(limit: nil))
            let table = try TableReader(path: folder.file("n.csv", text), options: options, pool: pool).read(.inferAll)
            #expect(table.frame.columns[0].type == type)
            #expect(table.rejects.count == (type == .number ? bad : 0))
        }
    }

    @Test func messagesHoldNoValues() throws {
        let folder = try TemporaryFolder()
        let text = "id,age\n" + (0..<120).map { "k\($0),\($0)\n" }.joined() + "k,secret\n"
        let path = try folder.file("leads.csv", text)
        let error = #expect(throws: TabularError.self) {
            _ = try TableReader(path: path, pool: pool).read(.inferAll)
        }
        let described = try #require(error?.description)
        #expect(!described.contains("secret"))
        #expect(described.contains("column 2 (\"age\") is not a number"))
        #expect(described.contains("--placeholder 'age=WORD'") && described.contains("--type 'age=text'"))
        #expect(described.contains("1 of 121 rows affected"))
    }

    @Test func missingFilesAndFoldersAreNamed() throws {
        let folder = try TemporaryFolder()
        #expect(throws: TabularError.fileMissing(path: folder.path("no.csv"))) {
            _ = try TableReader(path: folder.path("no.csv"), pool: pool)
        }
        let error = #expect(throws: TabularError.self) { _ = try TableReader(path: folder.path(""), pool: pool) }
        #expect(error?.code == "E212")
    }

    @Test func manyColumnsAndLongCellsAreRead() throws {
        let folder = try TemporaryFolder()
        let names = (0..<5_000).map { "c\($0)" }.joined(separator: ",")
        let numbers = (0..<5_000).map { "\($0)" }.joined(separator: ",")
        let wide = try TableReader(path: folder.file("wide.csv", "\(names)\n\(numbers)\n\(numbers)"), pool: pool)
            .read(.inferAll)
        #expect(wide.rowsIn == 2 && wide.frame.columns.count == 5_000)
        #expect(wide.frame["c4999"]?.outputCell(at: 1) == .number(4_999))
        let long = String(repeating: "x", count: 3_000_000)
        let tall = try TableReader(path: folder.file("long.csv", "a,b\n\(long),1\ny,2\n"), pool: pool).read(.inferAll)
        #expect(tall.frame["a"]?.outputCell(at: 0) == .text(long))
        #expect(tall.frame["b"]?.outputCell(at: 1) == .number(2))
    }

    /// A quote that is never closed spoils its own line, however much of the file follows.
    @Test func anUnclosedQuoteDoesNotSwallowTheFile() throws {
        let folder = try TemporaryFolder()
        var text = "id,note\n"
        for row in 0..<30_000 { text += row == 700 ? "700,\"open\n" : "\(row),some words of a note\n" }
        let path = try folder.file("t.csv", text)
        let options = ReadOptions(badRows: .reject(limit: nil))
        let reader = try TableReader(path: path, options: options, pool: pool)
        reader.blockSize = 10_000
        let table = try reader.read(.inferAll)
        #expect(table.rowsIn == 30_000 && table.frame.rowCount == 29_999)
        #expect(table.rejects.map(\.row) == [700] && table.rejects.map(\.line) == [702])
        #expect(table.rejects[0].reason == "opened quote in column 2 (\"note\") is never closed")
    }

    @Test func aLateNulByteIsABadRow() throws {
        let folder = try TemporaryFolder()
        var text = "id,note\n"
        for row in 0..<20_000 { text += row == 15_000 ? "\(row),a\u{0}b\n" : "\(row),words\n" }
        let options = ReadOptions(badRows: .reject(limit: nil))
        let table = try TableReader(path: folder.file("t.csv", text), options: options, pool: pool).read(.inferAll)
        #expect(table.rejects.map(\.code) == ["E206"] && table.rejects.map(\.row) == [15_000])
        #expect(table.frame.rowCount == 19_999)
    }

    /// The first byte outside ASCII decides between UTF-8 and Latin-1, wherever it comes.
    @Test func lateLatin1IsRecognised() throws {
        let folder = try TemporaryFolder()
        var bytes = Array("id,city\n".utf8)
        for row in 0..<60_000 { bytes += Array("\(row),Bonn\n".utf8) }
        bytes += Array("x,K".utf8) + [0xF6] + Array("ln\n".utf8)
        let table = try TableReader(path: folder.file("t.csv", bytes), pool: pool)
            .read(ReadPlan(others: .typed(.text, nil)))
        #expect(table.frame["city"]?.outputCell(at: 60_000) == .text("Köln"))
    }

    @Test func brokenUTF8IsMendedAndNoted() throws {
        let folder = try TemporaryFolder()
        let head = Array("id,city\n1,Köln\n".utf8)
        let filler = (0..<80_000).flatMap { Array("\($0),Ä\n".utf8) }
        let bytes = head + filler + Array("2,K".utf8) + [0xF6] + Array("ln\n".utf8)
        let table = try TableReader(path: folder.file("t.csv", bytes), pool: pool)
            .read(ReadPlan(others: .typed(.text, nil)))
        #expect(table.frame["city"]?.outputCell(at: 80_001) == .text("K\u{FFFD}ln"))
        #expect(table.notes.contains { $0.code == .invalidCharacters && $0.column == "city" })
    }

    @Test func skippedColumnsAreNotThere() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("t.csv", "a,b,c\n1,x,007\n2,y,008\n")
        var plan = ReadPlan(columns: ["b": .inferred, "c": .typed(.text, nil)], others: .skipped)
        let table = try TableReader(path: path, pool: pool).read(plan)
        #expect(table.frame.columns.map(\.name) == ["b", "c"])
        #expect(table.frame["c"]?.outputCell(at: 0) == .text("007"))
        plan.columns["c"] = .typed(.number, nil)
        #expect(try TableReader(path: path, pool: pool).read(plan).frame["c"]?.outputCell(at: 1) == .number(8))
    }

    @Test func hintsSettleWhatAFileLeavesOpen() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("t.csv", "n;d;b\n1,500;01/02/2024;1\n2,250;03/04/2024;0\n")
        let comma = ValueFormat(shape: .plain, decimalMark: .comma)
        let point = ValueFormat(shape: .plain, decimalMark: .point)
        for (hint, first) in [(comma, 1.5), (point, 1_500.0)] {
            for (order, day) in [(ValueFormat.Shape.dayFirst, 1_706_745_600.0), (.monthFirst, 1_704_153_600)] {
                let plan = ReadPlan(columns: [
                    "n": .typed(.number, hint), "d": .typed(.date, ValueFormat(shape: order)),
                    "b": .typed(.boolean, ValueFormat(shape: .words)),
                ])
                let table = try TableReader(path: path, pool: pool).read(plan)
                #expect(table.frame["n"]?.outputCell(at: 0) == .number(first))
                #expect(table.frame["d"]?.outputCell(at: 0) == .date(day))
                #expect(table.frame["b"]?.outputCell(at: 0) == .boolean(true))
            }
        }
    }

    @Test func mostlyDistinctTextIsKeptInABuffer() throws {
        let folder = try TemporaryFolder()
        let text = "id,kind\n" + (0..<1_000).map { "lead-\($0),\($0 % 3 == 0 ? "x" : "y")\n" }.joined()
        let table = try TableReader(path: folder.file("t.csv", text), pool: pool).read(.inferAll)
        guard case .text(.buffer)? = table.frame["id"]?.values,
            case .text(.dictionary(_, let levels))? = table.frame["kind"]?.values
        else {
            Issue.record("ids are kept one after the other, kinds as codes")
            return
        }
        #expect(levels == ["x", "y"])
    }

    private func packed(_ path: String) throws -> String {
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-kf", path]
        try gzip.run()
        gzip.waitUntilExit()
        return path + ".gz"
    }
}
