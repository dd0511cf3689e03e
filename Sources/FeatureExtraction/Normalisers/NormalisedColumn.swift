import LearningCore
import Tabular

/// A normaliser fitted to a column: the classes it found among the training leads, and the words it read them with.
///
/// Every part is a categorical feature. Text that is not understood is missing, as a blank is; a placeholder has a level
/// of its own where training met enough of them.
public struct NormalisedColumn: Sendable, Hashable, Codable {
    /// One part of what the normaliser finds, with the levels that were common enough.
    public struct Output: Sendable, Hashable, Codable {
        public let part: String
        public let levels: [String]
        public let poolsRare: Bool
        public let keepsPlaceholder: Bool
    }

    public let column: String
    public let normaliser: Normaliser
    public let outputs: [Output]
    /// All lines of the tables at the time of training.
    let tables: [WordTableLines]

    var features: [Feature] {
        outputs.map { output in
            let pools =
                (output.poolsRare ? [FeatureStep.rareLevel] : [])
                + (output.keepsPlaceholder ? [FeatureStep.placeholderLevel] : [])
            return Feature(
                name: "\(column): \(output.part)", kind: .categorical(levels: output.levels + pools), field: column)
        }
    }

    var reader: TextReader { TextReader(normaliser, lines: tables) }

    /// - Throws: ``ExtractionError/invalidExtractor(_:)`` for what cannot have been fitted.
    func check() throws(ExtractionError) {
        let parts = outputs.map(\.part)
        guard !parts.isEmpty, Set(parts).count == parts.count, Set(parts).isSubset(of: normaliser.parts) else {
            throw .invalidExtractor("column \"\(column)\" is normalised to parts that there are not")
        }
        guard outputs.allSatisfy({ Set($0.levels).count == $0.levels.count }) else {
            throw .invalidExtractor("column \"\(column)\" has a level twice")
        }
    }

    /// The codes of every output. Each distinct text of a dictionary is read once.
    func values(of column: Column, _ text: TextValues, with reader: TextReader) -> [FeatureColumn] {
        let known = outputs.map { Dictionary(uniqueKeysWithValues: $0.levels.enumerated().map { ($1, Int32($0)) }) }
        let places = outputs.map { normaliser.parts.firstIndex(of: $0.part) ?? 0 }
        func codes(of text: String) -> [Int32] {
            let found = reader.parts(of: text)
            return outputs.indices.map { output in
                guard let name = found[places[output]] else { return -1 }
                return known[output][name] ?? (outputs[output].poolsRare ? Int32(outputs[output].levels.count) : -1)
            }
        }
        var columns = outputs.map { _ in [Int32](repeating: -1, count: column.count) }
        let levelCodes: [[Int32]] = if case .dictionary(_, let levels) = text { levels.map(codes) } else { [] }
        for row in 0..<column.count {
            switch column.state(at: row) {
            case .absent: continue
            case .placeholder:
                for (output, fitted) in outputs.enumerated() where fitted.keepsPlaceholder {
                    columns[output][row] = Int32(fitted.levels.count + (fitted.poolsRare ? 1 : 0))
                }
            case .value:
                let found: [Int32]
                switch text {
                case .dictionary(let cells, _): found = levelCodes[Int(cells[row])]
                case .buffer: found = codes(of: text[row])
                }
                for output in outputs.indices { columns[output][row] = found[output] }
            }
        }
        return columns.map { .categorical($0) }
    }
}

extension NormalisedColumn {
    /// Counts what the normaliser finds among training leads; `nil` if no part tells them apart.
    ///
    /// Levels are ordered by falling count, then by name. A part is left out when too few leads differ in it.
    static func fitted(
        to column: Column, _ normaliser: Normaliser, _ tables: NormaliserTables, keepsPlaceholder: Bool,
        minimumCount: Int, maximumLevels: Int
    ) -> NormalisedColumn? {
        guard case .text(let text) = column.values else { return nil }
        let lines = tables.lines(of: normaliser.tables)
        let reader = TextReader(normaliser, lines: lines)
        var tallies = normaliser.parts.map { _ in [String: Int]() }
        for (value, count) in DistinctTexts(of: column, text).values {
            for (part, name) in reader.parts(of: value).enumerated() {
                if let name { tallies[part][name, default: 0] += count }
            }
        }
        let outputs = zip(normaliser.parts, tallies).enumerated().compactMap { index, found -> Output? in
            let counts = found.1.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let kept = counts.prefix(maximumLevels).prefix { $0.value >= minimumCount }
            guard let first = kept.first, column.count - first.value >= minimumCount else { return nil }
            return Output(
                part: found.0, levels: kept.map(\.key), poolsRare: kept.count < counts.count,
                keepsPlaceholder: keepsPlaceholder && index == 0)
        }
        guard !outputs.isEmpty else { return nil }
        return NormalisedColumn(column: column.name, normaliser: normaliser, outputs: outputs, tables: lines)
    }
}

/// The values of a text column with how often each occurs. Those of a buffer, where most differ, may come repeatedly.
struct DistinctTexts {
    let values: [(text: String, count: Int)]

    init(of column: Column, _ text: TextValues) {
        switch text {
        case .dictionary(let codes, let levels):
            var counts = [Int](repeating: 0, count: levels.count)
            for row in codes.indices where column.state(at: row) == .value { counts[Int(codes[row])] += 1 }
            values = zip(levels, counts).filter { $0.1 > 0 }.map { ($0, $1) }
        case .buffer:
            values = (0..<column.count).filter { column.state(at: $0) == .value }.map { (text[$0], 1) }
        }
    }
}
