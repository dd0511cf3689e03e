import Foundation
import Glibc
import LearningCore
import Testing

@testable import Tabular

/// Standard input belongs to the whole process, so these run one after the other.
@Suite(.serialized) struct StandardInputTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Types come from all rows there too, although the input cannot be read twice.
    @Test func isReadAsAFileIs() throws {
        let text = "n,t\n" + (0..<60_000).map { "\($0),\($0 < 50_000 ? "\($0)" : "word")\n" }.joined()
        try withStandardInput(Array(text.utf8)) {
            let table = try TableReader(path: "-", pool: pool).read(.inferAll)
            #expect(table.rowsIn == 60_000)
            #expect(table.frame.columns.map(\.type) == [.number, .text])
            #expect(table.frame["t"]?.outputCell(at: 3) == .text("3"))
        }
    }

    @Test func isStreamed() throws {
        let text = "n\n" + (0..<5_000).map { "\($0)\n" }.joined()
        try withStandardInput(Array(text.utf8)) {
            var sum = 0.0
            try TableReader(path: "-", pool: pool).forEachBlock(.inferAll, rows: 100) { block in
                if case .number(let values)? = block.frame["n"]?.values { sum += values.reduce(0, +) }
            }
            #expect(sum == 12_497_500)
        }
    }

    @Test func emptyInputIsAnEmptyTable() throws {
        try withStandardInput([]) {
            let reader = try TableReader(path: "-", pool: pool)
            #expect(reader.header.isEmpty)
            let table = try reader.read(.inferAll)
            #expect(table.rowsIn == 0 && table.frame.columns.isEmpty)
        }
    }

    @Test func errorsNameStandardInput() throws {
        try withStandardInput(Array("a,b\n1\n".utf8)) {
            let error = #expect(throws: TabularError.self) {
                _ = try TableReader(path: "-", pool: pool).read(.inferAll)
            }
            #expect(error?.location == "standard input:2")
        }
    }

    private func withStandardInput(_ bytes: [UInt8], _ body: () throws -> Void) throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("stdin", bytes)
        let saved = dup(0)
        let file = unsafe open(path, O_RDONLY)
        dup2(file, 0)
        close(file)
        defer {
            dup2(saved, 0)
            close(saved)
        }
        try body()
    }
}
