import FeatureExtraction
import LeadHistory
import LearningCore
import LinearAlgebra
import Tabular

/// Finds columns of numbers that count events from after the snapshot: totals that an export filled in when it was made.
///
/// A column y is explained by the counts c₁ … c_k of the commonest types of events, by least squares with an intercept,
/// once with the counts up to the snapshot and once with those up to some days later, or to the end of the log. Where
/// later counts explain it, R² ≥ 0.9, and clearly better than the earlier ones, the column was not known at the snapshot.
///
/// A log that ends at the snapshot cannot show that. There a column of whole numbers is suspect that goes along with the
/// counts (R² ≥ 0.4), is hardly ever below the sum of those with a slope over ½, and on average a tenth above it: it seems
/// to count events that the log does not have yet.
struct LaterEvents {
    static let explained = 0.9
    static let clearly = 0.02
    static let related = 0.4
    static let surplus = 0.1
    static let mostTypes = 40
    static let mostRows = 20_000
    /// Days after the snapshot up to which events are counted; the end of the log besides.
    static let laterDays: [Double] = [7, 14, 30, 60, 90]

    let pool: WorkerPool

    func findings(on leads: ClosedLeads, kept: Set<String>) throws(Diagnostic) -> [LeakFinding] {
        guard let events = leads.events else { return [] }
        let rows = Self.sample(of: leads.labels.count)
        let names = leads.assignments.filter { $0.role == .numeric && !kept.contains($0.name) }.map(\.name)
        let columns = names.compactMap { name -> (name: String, values: [Double])? in
            guard case .number(let values)? = leads.frame[name]?.values else { return nil }
            return (name, rows.map { values[$0] })
        }
        guard !columns.isEmpty else { return [] }
        let at = events.selecting(rows)
        let now = try counts(at)
        let fits = columns.map { CountFit(of: $0.values, by: now) }
        let before = fits.map { $0?.explained ?? 0 }
        var best = before.map { (share: $0, days: 0.0) }
        for days in Self.laterDays + [.infinity] {
            let later = try counts(days.isFinite ? at.shifted(by: days * Span.day) : at.atTheEnd())
            for place in columns.indices {
                let share = CountFit(of: columns[place].values, by: later)?.explained ?? 0
                // The earliest time that explains it as well as any.
                if share > best[place].share + Self.clearly / 2 { best[place] = (share, days) }
            }
        }
        return columns.indices.compactMap { place in
            let found = best[place]
            if found.share >= Self.explained, found.share >= before[place] + Self.clearly {
                let until = found.days.isFinite ? "\(decimal(found.days, 0)) days after" : "long after"
                return LeakFinding(
                    column: columns[place].name, severity: .blocked, aloneAUC: nil, loss: nil,
                    evidence: [
                        "counts events from after the snapshot: those until \(until) it explain "
                            + "\(percent(found.share)) of it, those before it \(percent(before[place]))"
                    ])
            }
            guard let surplus = fits[place]?.surplus(of: columns[place].values, over: now) else { return nil }
            return LeakFinding(
                column: columns[place].name, severity: .suspect, aloneAUC: nil, loss: nil,
                evidence: [
                    "seems to count events from after the snapshot: it follows the number of events, is hardly ever "
                        + "below it, and on average \(decimal(surplus, 1)) above it"
                ])
        }
    }

    private static func sample(of count: Int) -> [Int] {
        let size = min(count, mostRows)
        return (0..<size).map { $0 * count / size }
    }

    /// One list for each of the commonest types, and an empty one for the intercept's sake at the end.
    private func counts(_ events: SnapshotEvents) throws(Diagnostic) -> [[Double]] {
        var totals = [Int](repeating: 0, count: events.log.typeNames.count)
        for type in events.log.types { totals[Int(type)] += 1 }
        let types = totals.indices.sorted { (totals[$1], $0) < (totals[$0], $1) }.prefix(Self.mostTypes)
        let queries = types.map { EventQuery(.count, of: .only([events.log.typeNames[$0]])) }
        return try Diagnostic.translating { () throws(HistoryError) in
            try EventQuery.values(of: queries, in: events.log, at: events.snapshots, on: pool)
        }
    }
}

/// A column of numbers as a linear function of counts, by least squares over the rows that have a value.
struct CountFit {
    /// The share of the variance that is explained, 0…1.
    let explained: Double
    private let slopes: [Double]

    /// `nil` under ten rows a count, or for a column of a single value.
    init?(of values: [Double], by counts: [[Double]]) {
        let rows = values.indices.filter { !values[$0].isNaN }
        guard rows.count > 10 * (counts.count + 1) else { return nil }
        let count = Double(rows.count)
        let mean = rows.reduce(0) { $0 + values[$1] } / count
        let variance = rows.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) }
        guard variance > 0 else { return nil }
        let means = counts.map { column in rows.reduce(0) { $0 + column[$1] } / count }
        var gram = Matrix(rowCount: counts.count, columnCount: counts.count)
        var right = [Double](repeating: 0, count: counts.count)
        for first in counts.indices {
            for second in 0...first {
                let sum = rows.reduce(0) {
                    $0 + (counts[first][$1] - means[first]) * (counts[second][$1] - means[second])
                }
                gram[first, second] = sum
                gram[second, first] = sum
            }
            // Types that never occur, or always together, leave the equations singular; a little weight mends that.
            gram[first, first] += 1e-6 * count
            right[first] = rows.reduce(0) { $0 + (counts[first][$1] - means[first]) * (values[$1] - mean) }
        }
        guard let slopes = try? CholeskyFactor(of: gram).solving(right) else { return nil }
        self.slopes = slopes
        explained = min(max(zip(slopes, right).reduce(0) { $0 + $1.0 * $1.1 } / variance, 0), 1)
    }

    /// By how much whole numbers exceed the events they go along with, if they hardly ever fall short of them.
    func surplus(of values: [Double], over counts: [[Double]]) -> Double? {
        let rows = values.indices.filter { !values[$0].isNaN }
        guard explained >= LaterEvents.related, rows.allSatisfy({ values[$0] == values[$0].rounded() }) else {
            return nil
        }
        let counted = slopes.indices.filter { slopes[$0] > 0.5 }
        guard !counted.isEmpty else { return nil }
        var (below, surplus, total) = (0, 0.0, 0.0)
        for row in rows {
            let events = counted.reduce(0) { $0 + counts[$1][row] }
            if values[row] < events { below += 1 }
            surplus += values[row] - events
            total += values[row]
        }
        guard Double(below) <= 0.01 * Double(rows.count), surplus > LaterEvents.surplus * total else { return nil }
        return surplus / Double(rows.count)
    }
}
