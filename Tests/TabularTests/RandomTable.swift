import Foundation
import LearningCore

@testable import Tabular

/// Random tables of all kinds of content, and what two readings must have in common.
struct RandomTable {
    var frame: DataFrame

    /// - Parameter textLetters: what texts are made of.
    init(rows: Int, columns: Int, _ generator: inout SeededGenerator, textLetters: [String] = Self.letters) {
        var built: [Column] = []
        for index in 0..<columns {
            let states = (0..<rows).map { _ in generator.nextIndex(below: 5) == 0 ? CellState.absent : .value }
            let type = ColumnType.allCases[generator.nextIndex(below: 4)]
            let values = Self.values(type, states, &generator, textLetters)
            built.append(
                Column(name: "c\(index)", values: values, states: states.contains(.absent) ? states : nil))
        }
        frame = DataFrame(built, rowCount: rows)
    }

    static let letters = [
        "a", "b", "Z", "0", "7", "é", "ß", "東", "😀", ",", ";", "\"", "\"\"", "\n", "\r\n", " ", "'", "\\", "|", "=",
        "-",
    ]

    private static func values(
        _ type: ColumnType, _ states: [CellState], _ generator: inout SeededGenerator, _ letters: [String]
    ) -> ColumnValues {
        switch type {
        case .number: return .number(states.map { $0 == .value ? number(&generator) : .nan })
        case .boolean: return .boolean(states.map { $0 == .value && generator.next() & 1 == 0 })
        case .date:
            return .date(
                states.map {
                    $0 == .value ? (Double(generator.nextIndex(below: 4_000_000_000_000)) - 1e12) / 1_000 : .nan
                })
        case .text:
            let texts = states.map { $0 == .value ? text(&generator, letters) : "" }
            var accumulator = TextAccumulator()
            var block = BlockText(codes: [], levels: TextDictionary(), isPlaceholder: [])
            for text in texts {
                let bytes = Array(text.utf8)
                if bytes.isEmpty {
                    block.codes.append(-1)
                } else {
                    let (code, isNew) = block.levels.code(of: bytes.span, 0, bytes.count)
                    if isNew { block.isPlaceholder.append(false) }
                    block.codes.append(Int32(code))
                }
            }
            accumulator.append(block)
            return .text(accumulator.finish())
        }
    }

    private static func number(_ generator: inout SeededGenerator) -> Double {
        switch generator.nextIndex(below: 4) {
        case 0: Double(generator.nextIndex(below: 1_000)) - 500
        case 1: Double(generator.nextIndex(below: 1_000_000)) / 1_000
        case 2: generator.nextUniform() * 1e-9
        default: (generator.nextUniform() - 0.5) * 1e21
        }
    }

    /// Begins and ends with a letter, because blanks around a cell are not kept.
    private static func text(_ generator: inout SeededGenerator, _ letters: [String]) -> String {
        var text = "x"
        for _ in 0..<generator.nextIndex(below: 12) { text += letters[generator.nextIndex(below: letters.count)] }
        return text + "y"
    }

    /// The plan that reads the table back without guessing.
    var plan: ReadPlan {
        ReadPlan(
            columns: Dictionary(uniqueKeysWithValues: frame.columns.map { ($0.name, .typed($0.type, nil)) }))
    }

    /// The table as delimited values, plainly: every text in quotes.
    func delimited(delimiter: String = ",", lineEnd: String = "\n") -> String {
        var lines = [frame.columns.map(\.name).joined(separator: delimiter)]
        for row in 0..<frame.rowCount {
            lines.append(frame.columns.map { Self.cell($0.outputCell(at: row)) }.joined(separator: delimiter))
        }
        return lines.joined(separator: lineEnd) + lineEnd
    }

    private static func cell(_ cell: OutputCell) -> String {
        var bytes: [UInt8] = []
        switch cell {
        case .absent: return "\"\""
        case .number(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .boolean(let value): return value ? "yes" : "no"
        case .date(let seconds): NumberText.append(date: seconds, to: &bytes)
        case .text(let text): return "\"\(text.replacing("\"", with: "\"\""))\""
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension DataFrame {
    /// Equal in every bit; `NaN` equals itself.
    func isIdentical(to other: DataFrame) -> Bool {
        rowCount == other.rowCount && columns.count == other.columns.count
            && zip(columns, other.columns).allSatisfy { $0.isIdentical(to: $1) }
    }
}

extension Column {
    func isIdentical(to other: Column) -> Bool {
        guard name == other.name, states == other.states else { return false }
        switch (values, other.values) {
        case (.number(let mine), .number(let theirs)), (.date(let mine), .date(let theirs)):
            return mine.elementsEqual(theirs) { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
        default: return values == other.values
        }
    }
}
