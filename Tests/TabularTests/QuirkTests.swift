import Foundation
import LearningCore
import Testing

@testable import Tabular

/// Every quirk has a file in `Quirks`; what must come out of it is written by hand in `Quirks/make_quirks.py`.
@Suite struct QuirkTests {
    @Test func allQuirksAreThere() {
        #expect(Quirk.all.count > 100)
    }

    /// In one block, and in blocks of hardly a line.
    @Test(arguments: Quirk.all, [1 << 19, 16])
    func readsAsExpected(_ quirk: Quirk, blockSize: Int) throws {
        let pool = WorkerPool(threadCount: 2)
        var options = ReadOptions(hasHeader: quirk.hasHeader ?? true, badRows: .reject(limit: nil))
        for pair in quirk.placeholders ?? [] { options.placeholders.add(pair[0], column: pair[1]) }
        if let code = quirk.error {
            let error = #expect(throws: TabularError.self) {
                _ = try TableReader(path: quirk.path, options: options, pool: pool).read(.inferAll)
            }
            #expect(error?.code == code)
            return
        }
        let reader = try TableReader(path: quirk.path, options: options, pool: pool)
        reader.blockSize = blockSize
        if let delimiter = quirk.delimiter { #expect(reader.dialect.delimiter == Array(delimiter.utf8)[0]) }
        if let encoding = quirk.encoding { #expect(reader.dialect.encoding.rawValue == encoding) }
        let table = try reader.read(.inferAll)
        #expect(table.frame.columns.map(\.name) == quirk.columns.map(\.name))
        for (column, expected) in zip(table.frame.columns, quirk.columns) { check(column, expected, table) }
        #expect(table.rowsIn == table.frame.rowCount + table.rejects.count)
        let found = table.rejects.map {
            Quirk.Reject(line: $0.line, byte: $0.byteOffset, code: $0.code, column: $0.column, row: $0.row)
        }
        #expect(found == quirk.rejects)
        #expect(table.notes.map(\.code.rawValue).sorted() == quirk.notes.sorted())
        try checkPolicy(quirk, pool)
    }

    private func check(_ column: Column, _ expected: Quirk.Column, _ table: Table) {
        #expect(column.type.rawValue == expected.type, "\(column.name)")
        #expect(table.formats[column.name]?.shape.rawValue == expected.shape, "\(column.name)")
        #expect((0..<column.count).map { Quirk.Value(column, row: $0) } == expected.values, "\(column.name)")
    }

    /// The first reject of a table is the error of a run that allows none.
    private func checkPolicy(_ quirk: Quirk, _ pool: WorkerPool) throws {
        guard let first = quirk.rejects.first else { return }
        let error = #expect(throws: TabularError.self) {
            _ = try TableReader(path: quirk.path, pool: pool).read(.inferAll)
        }
        #expect(error?.code == first.code)
        #expect(error?.location == "\(quirk.path):\(first.line)")
        let limited = ReadOptions(badRows: .reject(limit: quirk.rejects.count - 1))
        let tooMany = #expect(throws: TabularError.self) {
            _ = try TableReader(path: quirk.path, options: limited, pool: pool).read(.inferAll)
        }
        #expect(tooMany?.code == "E208")
    }
}

/// One line of `Quirks/expected.json`.
struct Quirk: Decodable, Sendable, CustomTestStringConvertible {
    struct Column: Decodable, Sendable {
        var name: String
        var type: String
        var shape: String
        var values: [Value]
    }

    struct Reject: Decodable, Sendable, Equatable {
        var line: Int
        var byte: Int
        var code: String
        var column: String?
        var row: Int
    }

    enum Value: Decodable, Sendable, Equatable {
        case absent
        case placeholder
        case boolean(Bool)
        case number(Double)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .absent
            } else if let boolean = try? container.decode(Bool.self) {
                self = .boolean(boolean)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                let text = try container.decode(String.self)
                self = text == "\u{a7}" ? .placeholder : .text(text)
            }
        }

        init(_ column: Tabular.Column, row: Int) {
            switch (column.state(at: row), column.values) {
            case (.absent, _): self = .absent
            case (.placeholder, _): self = .placeholder
            case (.value, .number(let values)), (.value, .date(let values)): self = .number(values[row])
            case (.value, .boolean(let values)): self = .boolean(values[row])
            case (.value, .text(let values)): self = .text(values[row])
            }
        }
    }

    var file: String
    var columns: [Column]
    var notes: [String]
    var rejects: [Reject]
    var delimiter: String?
    var encoding: String?
    var hasHeader: Bool?
    var placeholders: [[String]]?
    var error: String?

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Quirks")
    var path: String { Self.folder.appending(path: file).path }
    var testDescription: String { file }

    static let all: [Quirk] = {
        let data = try? Data(contentsOf: folder.appending(path: "expected.json"))
        return data.flatMap { try? JSONDecoder().decode([Quirk].self, from: $0) } ?? []
    }()
}
