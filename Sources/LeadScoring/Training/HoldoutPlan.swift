import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// Orders and groups of the closed leads: what splits must respect (R-TIME-4).
struct LeadOrder: Sendable {
    /// Seconds, or any number that grows with time; one per lead.
    var times: [Double]?
    /// Leads with equal numbers stay on one side.
    var groups: [Int]?
    /// How long after the time of a lead its label is known for certain: the horizon, where there is one.
    var lookahead = 0.0

    func selecting(_ rows: [Int]) -> LeadOrder {
        LeadOrder(
            times: times.map { times in rows.map { times[$0] } }, groups: groups.map { g in rows.map { g[$0] } },
            lookahead: lookahead)
    }

    /// How leads that are split by this order are said to be split.
    var kind: String { times != nil ? "time" : groups != nil ? "group" : "random" }

    func holdout(labels: [Bool], fraction: Double, seed: UInt64) throws(EvaluationError) -> Split {
        if let times {
            let split = try Splitter.timeOrdered(times: times, testFraction: fraction, groups: groups, labels: labels)
            return purged(split, labels) ?? split
        }
        if let groups {
            return try Splitter.grouped(groups: groups, labels: labels, testFraction: fraction, seed: seed)
        }
        return try Splitter.stratified(labels: labels, testFraction: fraction, seed: seed)
    }

    /// The split without the training leads whose horizon reaches into the time of the test part; `nil` where too few
    /// leads would be left to learn from, as in a table that spans hardly more than the horizon.
    func purged(_ split: Split, _ labels: [Bool]) -> Split? {
        guard let times, lookahead > 0 else { return split }
        let purged = split.purged(times: times, lookahead: lookahead)
        let won = purged.train.count { labels[$0] }
        return min(won, purged.train.count - won) < DataGate.minimumPerOutcome ? nil : purged
    }

    /// How many older leads have a horizon that reaches into the time of the test part of a split: those left out for that,
    /// and those that had to be kept.
    func overlaps(of split: Split) -> (purged: Int, kept: Int) {
        guard let times, lookahead > 0, let start = split.test.lazy.map({ times[$0] }).min() else { return (0, 0) }
        let reaches = { (row: Int) in times[row] < start && times[row] + lookahead > start }
        let kept = split.train.count(where: reaches)
        guard kept == 0 else { return (0, kept) }
        // Leads of a group that is tested are left out anyway.
        let tested = Set(split.test.compactMap { row in groups.map { $0[row] } })
        let isGrouped = { (row: Int) in groups.map { tested.contains($0[row]) } ?? false }
        return (split.excluded.count { reaches($0) && !isGrouped($0) }, 0)
    }

    /// Folds for choosing a model: rolling origin in time, else grouped, else stratified.
    func folds(labels: [Bool], count: Int, seed: UInt64) throws(EvaluationError) -> [Split] {
        if let times {
            return try Splitter.rollingOrigin(times: times, count: count, groups: groups, labels: labels)
                .map { purged($0, labels) ?? $0 }
        }
        if let groups { return try Splitter.folds(groups: groups, labels: labels, count: count, seed: seed) }
        return try Splitter.folds(labels: labels, count: count, seed: seed)
    }
}

extension LeadOrder {
    /// The order that a request and a table give; the closed rows, or the snapshots, are the table's rows here.
    ///
    /// - Parameter timeColumn: asked for, or found; a found one that cannot be used is passed over with a warning.
    /// - Throws: ``Diagnostic`` E122 for a time column asked for that cannot be used.
    init(
        _ frame: DataFrame, request: TrainingRequest, timeColumn: String?, accountColumn: String?,
        moments: LeadMoments?, warnings: inout [String], on pool: WorkerPool
    ) throws(Diagnostic) {
        let leads = moments?.snapshots.map(\.row)
        if let group = request.columns.group, let column = frame[group] {
            groups = Self.groupNumbers(column, leads: leads)
        } else {
            let found = LeadGroups(frame, account: accountColumn, leads: leads, on: pool)
            groups = found.groups
            warnings += found.notes
        }
        guard request.split != .random else { return }
        if let moments {
            times = moments.snapshots.map(\.asOf)
            lookahead = moments.history.horizon ?? 0
            return
        }
        if let timeColumn, let column = frame[timeColumn] {
            let asked = request.columns.time != nil
            switch column.values {
            case .date(let values), .number(let values):
                let missing = values.count(where: \.isNaN)
                if missing == 0 {
                    times = values
                } else if asked {
                    throw Diagnostic(
                        .unusableTime, "\(grouped(missing)) leads have no value in the time column \"\(timeColumn)\"",
                        fix: "fill it in, leave the leads out, or use --split random")
                } else {
                    warnings.append("\(grouped(missing)) leads have no \"\(timeColumn)\": not split by time")
                }
            default:
                if asked {
                    throw Diagnostic(
                        .unusableTime, "the time column \"\(timeColumn)\" holds neither dates nor numbers",
                        fix: "name another column with --time, or use --split random")
                }
            }
        } else if request.split == .time {
            times = (0..<frame.rowCount).map(Double.init)
            warnings.append("no time column: the order of the file is taken as time, oldest first (--time COLUMN)")
        }
    }

    /// One number per different text; leads without a group are groups of their own.
    ///
    /// - Parameter leads: the lead of each row; `nil` when every row is another one.
    private static func groupNumbers(_ column: Column, leads: [Int]?) -> [Int] {
        guard case .text(let text) = column.values else { return leads ?? Array(0..<column.count) }
        var numbers: [String: Int] = [:]
        return (0..<text.count).map { row in
            guard column.state(at: row) == .value else { return text.count + (leads?[row] ?? row) }
            let name = text[row]
            if let number = numbers[name] { return number }
            numbers[name] = row
            return row
        }
    }
}
