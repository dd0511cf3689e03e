public import Evaluation
import LearningCore
import Tabular

/// Model and rules on parts of the leads, each by itself.
public struct GroupComparison: Sendable, Codable, Equatable {
    public struct Group: Sendable, Codable, Equatable {
        public let name: String
        public let leads: Int
        public let won: Int
        /// `nil` with fewer than ten won or ten lost leads, of which nothing can be said.
        public let model: Estimate?
        public let rules: Estimate?
        /// Of the ROC AUCs, model − rules, by DeLong's paired test.
        public let difference: Estimate?
        public let pValue: Double?

        private enum CodingKeys: String, CodingKey {
            case name, leads, won, model, rules, difference
            case pValue = "p_value"
        }
    }

    public let column: String
    public let groups: [Group]
}

extension GroupComparison {
    /// Of fewer won or lost leads nothing is said.
    static let fewest = 10
    /// More segments than this are taken together.
    static let mostSegments = 12

    /// - Parameter rows: the leads of each group, in the order to show them in.
    private init(column: String, _ rows: [(name: String, rows: [Int])], _ leads: ComparedLeads) {
        self.column = column
        groups = rows.map { name, rows in
            let labels = rows.map { leads.labels[$0] }
            let won = labels.count { $0 }
            guard min(won, rows.count - won) >= Self.fewest,
                let model = try? ScoredOutcomes(logOdds: rows.map { leads.logOdds[$0] }, labels: labels),
                let rules = try? ScoredOutcomes(logOdds: rows.map { leads.points[$0] }, labels: labels),
                let comparison = try? PairedAUCComparison(model, rules)
            else {
                return Group(
                    name: name, leads: rows.count, won: won, model: nil, rules: nil, difference: nil, pValue: nil)
            }
            return Group(
                name: name, leads: rows.count, won: won, model: DeLong(model)?.estimate(),
                rules: DeLong(rules)?.estimate(), difference: comparison.difference, pValue: comparison.pValue)
        }
    }

    /// By the values of a column, the largest groups first; the smaller of many are taken together.
    static func bySegment(_ column: Column, _ leads: ComparedLeads) -> GroupComparison {
        var rows: [String: [Int]] = [:]
        var order: [String] = []
        for row in leads.labels.indices {
            let name = CellText.text(of: column, at: row)
            if rows[name] == nil { order.append(name) }
            rows[name, default: []].append(row)
        }
        let sizes = rows.mapValues(\.count)
        let names = order.enumerated().sorted {
            (-(sizes[$0.element] ?? 0), $0.offset) < (-(sizes[$1.element] ?? 0), $1.offset)
        }.map(\.element)
        var groups = names.prefix(mostSegments).map { (name: $0, rows: rows[$0] ?? []) }
        let rest = names.dropFirst(mostSegments).flatMap { rows[$0] ?? [] }.sorted()
        if !rest.isEmpty { groups.append((name: "\(names.count - mostSegments) others", rows: rest)) }
        return GroupComparison(column: column.name, groups, leads)
    }

    /// By month, or by year where there are more than 24; a column of numbers is cut into fifths.
    ///
    /// - Returns: `nil` for other columns, and where there is only one month.
    static func byPeriod(_ column: Column, _ leads: ComparedLeads) -> GroupComparison? {
        switch column.values {
        case .date(let times):
            let dated = times.indices.filter { column.state(at: $0) == .value }
            func periods(_ length: Int) -> [(name: String, rows: [Int])] {
                Dictionary(grouping: dated) { String(CellText.date(times[$0]).prefix(length)) }
                    .sorted { $0.key < $1.key }.map { (name: $0.key, rows: $0.value) }
            }
            // "2026-01" or "2026".
            let months = periods(7)
            guard months.count > 1 else { return nil }
            return GroupComparison(column: column.name, months.count <= 24 ? months : periods(4), leads)
        case .number(let values):
            let rows = values.indices.filter { column.state(at: $0) == .value }
            let order = rows.sorted { (values[$0], $0) < (values[$1], $1) }
            guard order.count >= 5 else { return nil }
            let fifths = (0..<5).map { fifth in
                let part = order[order.count * fifth / 5..<order.count * (fifth + 1) / 5]
                let (low, high) = (values[part[part.startIndex]], values[part[part.endIndex - 1]])
                return (name: "\(CellText.number(low)) to \(CellText.number(high))", rows: Array(part))
            }
            return GroupComparison(column: column.name, fifths, leads)
        case .boolean, .text: return nil
        }
    }
}
