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

    func selecting(_ rows: [Int]) -> LeadOrder {
        LeadOrder(times: times.map { times in rows.map { times[$0] } }, groups: groups.map { g in rows.map { g[$0] } })
    }

    /// How leads that are split by this order are said to be split.
    var kind: String { times != nil ? "time" : groups != nil ? "group" : "random" }

    func holdout(labels: [Bool], fraction: Double, seed: UInt64) throws(EvaluationError) -> Split {
        if let times {
            return try Splitter.timeOrdered(times: times, testFraction: fraction, groups: groups, labels: labels)
        }
        if let groups {
            return try Splitter.grouped(groups: groups, labels: labels, testFraction: fraction, seed: seed)
        }
        return try Splitter.stratified(labels: labels, testFraction: fraction, seed: seed)
    }

    /// Folds for choosing a model: rolling origin in time, else grouped, else stratified.
    func folds(labels: [Bool], count: Int, seed: UInt64) throws(EvaluationError) -> [Split] {
        if let times {
            return try Splitter.rollingOrigin(times: times, count: count, groups: groups, labels: labels)
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
        _ frame: DataFrame, request: TrainingRequest, timeColumn: String?, moments: LeadMoments?,
        warnings: inout [String], on pool: WorkerPool
    ) throws(Diagnostic) {
        if let group = request.columns.group, let column = frame[group] {
            groups = Self.groupNumbers(column, leads: moments?.snapshots.map(\.row))
        } else if let moments, moments.history.ages.count > 1 {
            // The snapshots of a lead stay together.
            groups = moments.snapshots.map(\.row)
        }
        if groups == nil {
            let clusters = DuplicateClusters(of: frame, by: DuplicateColumns.find(in: frame, on: pool), on: pool)
            if clusters.duplicateCount > 0 {
                groups = clusters.clusterOfRow.map(Int.init)
                warnings.append(
                    "\(grouped(clusters.duplicateCount)) leads look like people who were there before (same address, number, "
                        + "or name at a company): they stay on one side of every split")
            }
        }
        guard request.split != .random else { return }
        if let moments {
            times = moments.snapshots.map(\.asOf)
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
