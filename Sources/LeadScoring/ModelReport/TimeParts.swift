import LearningCore
import ModelStorage
import Tabular

/// Leads by the time they came in: calendar months, or quarters or years when those would be too many; a time without a
/// calendar in equal parts of its order.
enum TimeParts {
    static let most = 24

    static func report(_ judged: ReportedLeads, on pool: WorkerPool) -> PartsReport? {
        guard let name = judged.scorer.artifact.input.timeColumn, let column = judged.frame[name] else { return nil }
        let found: (names: [String], part: [Int])? =
            switch column.values {
            case .date(let values): calendarParts(values)
            case .number(let values): orderedParts(values)
            default: nil
            }
        guard let found, found.names.count > 1 else { return nil }
        return PartsReport(
            column: name, isFound: true, names: found.names, part: found.part, logOdds: judged.logOdds,
            labels: judged.labels, on: pool)
    }

    /// Months such as `2025-03`; over ``most`` of them quarters such as `2025 Q1`, then years.
    static func calendarParts(_ seconds: [Double]) -> (names: [String], part: [Int]) {
        let months = seconds.map { $0.isFinite ? String(CellText.date($0).prefix(7)) : nil }
        let spellings: [(String) -> String] = [
            { $0 },
            { month in "\(month.prefix(4)) Q\(((Int(month.suffix(2)) ?? 1) - 1) / 3 + 1)" },
            { String($0.prefix(4)) },
        ]
        for (place, spelling) in spellings.enumerated() {
            let keys = months.map { $0.map(spelling) }
            let names = Set(keys.compactMap(\.self)).sorted()
            guard names.count <= most || place == spellings.count - 1 else { continue }
            let shown = Array(names.suffix(most))
            let index = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
            return (shown, keys.map { $0.flatMap { index[$0] } ?? -1 })
        }
        return ([], [])
    }

    /// Eight parts of about equal size; equal numbers stay together.
    private static func orderedParts(_ values: [Double]) -> (names: [String], part: [Int]) {
        let order = values.indices.filter { values[$0].isFinite }.sorted { (values[$0], $0) < (values[$1], $1) }
        var part = [Int](repeating: -1, count: values.count)
        var bounds: [(low: Double, high: Double)] = []
        for (place, row) in order.enumerated() {
            let value = values[row]
            let isNew = place * 8 / order.count >= bounds.count && bounds.last.map { $0.high < value } ?? true
            if isNew { bounds.append((value, value)) } else { bounds[bounds.count - 1].high = value }
            part[row] = bounds.count - 1
        }
        return (bounds.map { "\(CellText.number($0.low)) to \(CellText.number($0.high))" }, part)
    }
}
