import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// Finds the smallest change of one field that lifts a lead to the next grade, by scoring it anew with other values that
/// training leads had: higher bins of a number, other levels; or with events that could happen now (``NextEvent``).
struct NearestChange {
    let scorer: LeadScorer
    let pool: WorkerPool

    /// A value to try, and how far it is from the lead's own: bins of a number, 1 for another level.
    private struct Trial {
        let value: TrialValue
        let distance: Int
        /// Training leads that had it: of equally near values the most usual is shown.
        let leads: Int
    }

    private enum TrialValue {
        case number(Double)
        case level(String)
        case boolean(Bool)
    }

    /// A change, with how far it is and how unusual: the smaller the nearer.
    struct Found {
        let change: ScoreExplanation.Change
        let order: (Int, Int)
    }

    /// What a lead does comes before what it is: an event can be brought about, a cell can only be found to be wrong.
    ///
    /// - Parameters:
    ///   - frame: the lead alone.
    ///   - events: what it had done.
    func find(
        _ frame: DataFrame, _ events: SnapshotEvents?, now: LeadScore
    ) throws(Diagnostic) -> ScoreExplanation.Change? {
        guard let band = next(above: now) else { return nil }
        let event = try events.flatMap { events throws(Diagnostic) in
            try NextEvent(scorer: scorer, pool: pool).find(frame, events, reaching: band)
        }
        let cell = try cell(frame, events, reaching: band)
        guard let event else { return cell?.change }
        return cell.map { $0.order.0 < event.order.0 ? $0.change : event.change } ?? event.change
    }

    private func cell(
        _ frame: DataFrame, _ events: SnapshotEvents?, reaching band: Int
    ) throws(Diagnostic) -> Found? {
        guard let rates = scorer.artifact.reasonRates, let steps = scorer.artifact.features.attributes?.steps
        else { return nil }
        var best: Found?
        var position = 0
        for step in steps {
            let table = rates.tables[position]
            position += step.features.count
            guard let column = frame[step.column] else { continue }
            let trials = trials(of: step, column, table)
            guard !trials.isEmpty else { continue }
            let scores = try scores(of: frame, events, column, trials)
            for (trial, score) in zip(trials, scores) where scorer.grades.index(of: score.score) <= band {
                let order = (trial.distance, -trial.leads)
                guard best.map({ order < $0.order }) ?? true else { continue }
                best = Found(
                    change: ScoreExplanation.Change(
                        field: step.column, from: CellText.text(of: column, at: 0), to: Self.text(trial.value),
                        isEvent: false, score: score.score, grade: score.grade.rawValue,
                        probability: score.probability),
                    order: order)
            }
        }
        return best
    }

    /// The position of the next better band; `nil` for the best.
    private func next(above now: LeadScore) -> Int? {
        let own = scorer.grades.index(of: now.score)
        return own > 0 ? own - 1 : nil
    }

    private func trials(of step: FeatureStep, _ column: Column, _ table: ReasonRates.Table) -> [Trial] {
        let can = Changeability(of: step)
        switch (step, column.values) {
        case (.number, .number(let values)) where can == .mayRise || can == .mayFall:
            // A number nobody knows cannot be changed, only asked for.
            guard !values[0].isNaN else { return [] }
            let here = table.entry(of: values[0])
            return table.cuts.indices.compactMap { index in
                // The lowest value of the bin above a cut, or the highest of the bin below it.
                let isAbove = table.cuts[index] > values[0]
                guard isAbove == (can == .mayRise) else { return nil }
                let value = isAbove ? table.cuts[index] : table.cuts[index] - (table.isWhole ? 1 : 0)
                guard isAbove ? value > values[0] : value < values[0] else { return nil }
                let entry = table.entry(of: value)
                return Trial(value: .number(value), distance: max(abs(entry - here), 1), leads: table.leads[entry])
            }
        case (.level(_, let levels, _, _), .text(let text)) where can == .anyhow:
            let own = column.state(at: 0) == .value ? text[0] : nil
            return levels.enumerated().filter { $0.element != own }.map { code, level in
                Trial(value: .level(level), distance: 1, leads: table.leads[code])
            }
        case (.boolean, .boolean(let values)) where can == .anyhow:
            let own = column.state(at: 0) == .value ? values[0] : nil
            return [false, true].filter { $0 != own }.map {
                Trial(value: .boolean($0), distance: 1, leads: table.leads[$0 ? 1 : 0])
            }
        default: return []
        }
    }

    private func scores(
        of frame: DataFrame, _ events: SnapshotEvents?, _ column: Column, _ trials: [Trial]
    ) throws(Diagnostic) -> [LeadScore] {
        let rows = trials.map { _ in 0 }
        let changed = Column(name: column.name, values: Self.values(trials, of: column))
        let columns = frame.selecting(rows: rows).columns.map { $0.name == column.name ? changed : $0 }
        return try scorer.scores(
            of: DataFrame(columns, rowCount: rows.count), events: events?.selecting(rows), on: pool)
    }

    private static func values(_ trials: [Trial], of column: Column) -> ColumnValues {
        switch column.type {
        case .number:
            return .number(trials.map { if case .number(let value) = $0.value { value } else { .nan } })
        case .boolean:
            return .boolean(trials.map { if case .boolean(let value) = $0.value { value } else { false } })
        case .date, .text:
            let levels = trials.map { text($0.value) }
            return .text(.dictionary(codes: levels.indices.map(Int32.init), levels: levels))
        }
    }

    private static func text(_ value: TrialValue) -> String {
        switch value {
        case .number(let value): CellText.number(value)
        case .level(let level): level
        case .boolean(let value): value ? "yes" : "no"
        }
    }
}
