import Foundation
import LearningCore
import Tabular

/// Finds what moves the scores of some leads: each column's mean effect, and the values behind it.
struct DriverFinder: Sendable {
    let schema: FeatureSchema
    let frame: DataFrame
    let labels: [Bool]
    let contributions: Contributions

    /// The columns by falling effect, equal ones in the order of the schema. Complexity: O(leads × features).
    func drivers(on pool: WorkerPool) -> [Driver] {
        var fields: [String] = []
        var features: [[Int]] = []
        for (feature, field) in schema.features.map(\.field).enumerated() {
            if let known = fields.firstIndex(of: field) {
                features[known].append(feature)
            } else {
                fields.append(field)
                features.append([feature])
            }
        }
        let (names, members) = (fields, features)
        let found = pool.map(names.count) { driver(names[$0], of: members[$0]) }
        return found.enumerated().filter { $1.effect > 1e-9 }
            .sorted { (-$0.element.effect, $0.offset) < (-$1.element.effect, $1.offset) }
            .map(\.element)
    }

    private func driver(_ field: String, of features: [Int]) -> Driver {
        let rowCount = frame.rowCount
        let values = (0..<rowCount).map { row in
            features.reduce(0) { $0 + contributions.values[row * contributions.featureCount + $1] }
        }
        let effect = values.reduce(0) { $0 + abs($1) } / Double(max(rowCount, 1))
        let fewest = max(10, rowCount / 100)
        let groups = (frame[field].map(ColumnGroups.init)?.groups ?? []).filter { $0.rows.count >= fewest }
            .map { group in
                Driver.Group(
                    name: group.name, rows: group.rows.count, positives: group.rows.count { labels[$0] },
                    contribution: group.rows.reduce(0) { $0 + values[$1] } / Double(group.rows.count))
            }
        // The first of equals, in the order of the groups.
        let best = groups.indices.max { (groups[$0].contribution, $1) < (groups[$1].contribution, $0) }
        let worst = groups.indices.min { (groups[$0].contribution, $0) < (groups[$1].contribution, $1) }
        return Driver(
            field: field, effect: effect, raises: best.map { groups[$0] }.flatMap { $0.contribution > 0 ? $0 : nil },
            lowers: worst.map { groups[$0] }.flatMap { $0.contribution < 0 ? $0 : nil })
    }
}

/// The leads of a table by what they have in one column: each word by itself, numbers and dates in quarters.
struct ColumnGroups {
    /// In a fixed order: words by falling count, then by name; quarters by rising value; last the cells without a value.
    let groups: [(name: String, rows: [Int])]

    init(_ column: Column) {
        let rows = 0..<column.count
        var groups: [(name: String, rows: [Int])]
        let valued = rows.filter { column.state(at: $0) == .value }
        switch column.values {
        case .number(let values):
            groups = Self.quarters(valued.filter { values[$0].isFinite }, by: values, CellText.number)
        case .date(let values):
            groups = Self.quarters(valued.filter { values[$0].isFinite }, by: values) {
                String(CellText.date($0).prefix(10))
            }
        case .boolean, .text:
            groups = Dictionary(grouping: valued) { CellText.text(of: column, at: $0) }
                .map { (name: $0.key, rows: $0.value) }
                .sorted { (-$0.rows.count, $0.name) < (-$1.rows.count, $1.name) }
        }
        for (state, name) in [(CellState.absent, "blank"), (.placeholder, "nothing chosen")] {
            let empty = rows.filter { column.state(at: $0) == state }
            if !empty.isEmpty { groups.append((name: name, rows: empty)) }
        }
        self.groups = groups
    }

    /// Four parts of about equal size; equal values stay together, so there may be fewer.
    private static func quarters(
        _ rows: [Int], by values: [Double], _ text: (Double) -> String
    ) -> [(name: String, rows: [Int])] {
        let sorted = rows.sorted { (values[$0], $0) < (values[$1], $1) }
        var parts: [[Int]] = []
        for (place, row) in sorted.enumerated() {
            let isTied = place > 0 && values[sorted[place - 1]] == values[row]
            let isNext = parts.isEmpty || (place * 4 / sorted.count > (place - 1) * 4 / sorted.count) && !isTied
            // A tie across an edge moves the edge to where the value changes.
            let isOverdue = !isTied && !parts.isEmpty && parts.last.map { $0.count * 4 > sorted.count } == true
            if isNext || isOverdue { parts.append([row]) } else { parts[parts.count - 1].append(row) }
        }
        return parts.compactMap { part in
            guard let first = part.first, let last = part.last else { return nil }
            let (low, high) = (text(values[first]), text(values[last]))
            return (name: low == high ? low : "\(low) to \(high)", rows: part)
        }
    }
}
