import FeatureExtraction
import LearningCore
import Tabular

/// How scores are written.
public enum ScoreFormat: String, Sendable, CaseIterable {
    case csv
    case jsonLines = "jsonl"

    /// The format that is asked for, else the one the file's name says, else CSV.
    ///
    /// - Throws: ``Diagnostic`` E103 for a format there is not.
    public init(named name: String?, output: String?) throws(Diagnostic) {
        guard let name else {
            let isJSON = output.map { $0.hasSuffix(".jsonl") || $0.hasSuffix(".ndjson") } ?? false
            self = isJSON ? .jsonLines : .csv
            return
        }
        guard let format = Self(rawValue: name) else {
            let closest = Spelling.closest(to: name, among: Self.allCases.map(\.rawValue))
            throw Diagnostic(
                .badOption, "--format is \"\(name)\"", evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "expected csv or jsonl")
        }
        self = format
    }
}

extension ScoringRun {
    /// Scores every lead and writes one line each: id, probability, score, grade, percentile, reasons.
    ///
    /// A file is there whole or not at all. The id is written as it stands in the table, but guarded where a spreadsheet
    /// would run it.
    /// - Parameters:
    ///   - output: a file, or `nil` for standard output.
    ///   - progress: told from time to time how many leads are done.
    /// - Returns: what became of the rows, or `nil` when the reader of standard output has gone.
    /// - Throws: ``Diagnostic``.
    public func write(
        to output: String?, as format: ScoreFormat, progress: (Int) -> Void = { _ in }
    ) throws -> Summary? {
        let target = output.map(OutputTarget.file) ?? .standardOutput
        do {
            switch format {
            case .csv: return try writeCSV(to: target, progress)
            case .jsonLines: return try writeJSONLines(to: target, progress)
            }
        } catch TabularError.brokenPipe {
            return nil
        } catch let error as TabularError {
            throw error.diagnostic
        }
    }

    private func writeCSV(to target: OutputTarget, _ progress: (Int) -> Void) throws -> Summary {
        var writer = try CSVWriter(target)
        let summary = try forEachLead(
            progress,
            begin: { header, idHeader in
                // Nothing came in, so nothing goes out, not even a header.
                guard !header.isEmpty else { return }
                for name in [idHeader] + ScoreCells.names(for: wishes) { writer.append(name) }
                try writer.endRow()
            },
            { id, score, reasons in
                writer.append(id)
                ScoreCells.forEach(of: score, for: wishes) { writer.append($1) }
                for number in 0..<wishes.reasons { writer.append(utf8: reasons(number)) }
                try writer.endRow()
            })
        try writer.finish()
        return summary
    }

    private func writeJSONLines(to target: OutputTarget, _ progress: (Int) -> Void) throws -> Summary {
        var writer = try JSONLinesWriter(target)
        var idName = "row"
        let summary = try forEachLead(
            progress, begin: { _, idHeader in idName = idHeader },
            { id, score, reasons in
                writer.append(idName, .text(id))
                ScoreCells.forEach(of: score, for: wishes) { name, cell in
                    if cell != .absent { writer.append(name, cell) }
                }
                for number in 0..<wishes.reasons where !reasons(number).isEmpty {
                    writer.append("reason_\(number + 1)", .text(String(decoding: reasons(number), as: UTF8.self)))
                }
                try writer.endRow()
            })
        try writer.finish()
        return summary
    }

    /// Calls `body` for every scored lead in file order, with its reasons as texts; the rejected rows go to the rejects
    /// file, if there is to be one.
    private func forEachLead(
        _ progress: (Int) -> Void, begin: (_ header: [String], _ idHeader: String) throws -> Void,
        _ body: (String, LeadScore, (Int) -> ArraySlice<UInt8>) throws -> Void
    ) throws -> Summary {
        var rejects: [Reject] = []
        var done = 0
        let summary = try walk(begin: begin) { table, ids, frame, events in
            let made = try FrameScores(scorer, frame, events, wishes, on: pool)
            let blocks = made.map(on: pool) { rows in
                (scores: rows.map { made.score($0, reasons: []) }, texts: made.texts(rows))
            }
            var row = 0
            for (scores, texts) in blocks {
                for (place, score) in scores.enumerated() {
                    try body(ids[row], score) { texts.text(place * wishes.reasons + $0) }
                    row += 1
                }
            }
            rejects += table.rejects
            done += frame.rowCount
            progress(done)
        }
        try writeRejects(rejects + summary.rejectedEvents)
        return summary
    }

    private func writeRejects(_ rejects: [Reject]) throws(Diagnostic) {
        if let path = source.rejectsPath { try RejectsFile.write(rejects, to: path) }
    }
}

extension ScoringRun.Summary {
    /// For a terminal, after the scores.
    public func text(output: String?) -> String {
        (notes + [rows(output: output)]).joined(separator: "\n")
    }

    private func rows(output: String?) -> String {
        "\(grouped(rowsIn)) rows in = \(grouped(scored)) scored + \(grouped(rejected)) rejected"
            + (output.map { "; wrote \($0)" } ?? "")
    }
}
