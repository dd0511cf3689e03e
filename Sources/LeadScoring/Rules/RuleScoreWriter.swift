public import LearningCore
import RuleScoring
import Tabular

extension RuleScoringRun {
    /// Scores every lead and writes one line each, in input order: id, points per axis, letter, class, cell, action, stage.
    ///
    /// A file is there whole or not at all. Text that a spreadsheet would run is guarded.
    /// - Parameter output: a file, or `nil` for standard output.
    /// - Returns: what became of the rows, or `nil` when the reader of standard output has gone.
    /// - Throws: ``Diagnostic``.
    public func write(to output: String?, on pool: WorkerPool) throws(Diagnostic) -> RuleScoringSummary? {
        let prepared = try prepared(on: pool)
        let scores = prepared.plan.scores(asOf: prepared.asOf, on: pool)
        do throws(TabularError) {
            try Self.write(
                scores, of: prepared, givesDetails ? RuleDetails(prepared) : nil, on: pool,
                to: output.map(OutputTarget.file) ?? .standardOutput)
        } catch {
            if case .brokenPipe = error { return nil }
            throw error.diagnostic
        }
        return RuleScoringSummary(prepared, scored: scores.overall.count)
    }

    private static func write(
        _ scores: RuleScores, of prepared: Prepared, _ details: RuleDetails?, on pool: WorkerPool,
        to target: OutputTarget
    ) throws(TabularError) {
        var writer = try CSVWriter(target)
        // Nothing came in, so nothing goes out, not even a header.
        if prepared.table.rowsIn > 0 || !prepared.table.frame.columns.isEmpty {
            let axes = prepared.plan.rules.axes.map(\.id)
            for name in [prepared.idHeader] + axes + ["letter", "class", "cell", "action", "stage"]
                + (details?.names ?? [])
            {
                writer.append(name)
            }
            try writer.endRow()
        }
        let more = details?.cells(on: pool)
        for row in scores.overall.indices {
            writer.append(prepared.ids[row])
            for axis in scores.axisPoints { writer.append(axis[row]) }
            for text in [scores.letters[row], scores.classes[row], scores.cells[row], scores.actions[row]] {
                writer.append(text)
            }
            writer.append(scores.stages[row].rawValue)
            for cell in more?[row] ?? [] { writer.append(cell) }
            try writer.endRow()
        }
        try writer.finish()
    }
}

/// What became of the rows: `rowsIn == scored + rejected`, checked by the reader.
public struct RuleScoringSummary: Sendable, Equatable {
    public let rowsIn: Int
    public let scored: Int
    public let rejected: Int
    /// What the rules ask for and the data do not have.
    public let warnings: [String]

    init(_ prepared: RuleScoringRun.Prepared, scored: Int) {
        rowsIn = prepared.table.rowsIn
        self.scored = scored
        rejected = prepared.table.rejects.count
        warnings = prepared.warnings
    }

    /// For a terminal, after the scores.
    public func text(output: String?) -> String {
        let lines = warnings.map { "warning: \($0)" }
        return
            (lines + [
                "\(grouped(rowsIn)) rows in = \(grouped(scored)) scored + \(grouped(rejected)) rejected"
                    + (output.map { "; wrote \($0)" } ?? "")
            ]).joined(separator: "\n")
    }
}
