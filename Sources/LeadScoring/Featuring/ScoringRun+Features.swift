import FeatureExtraction
import LearningCore
import ModelStorage
import Tabular

extension ScoringRun {
    /// Writes what the model sees of every lead: the id, then a column per feature, as CSV; a missing value is empty, a
    /// level is its name.
    ///
    /// - Parameters:
    ///   - output: a file, or `nil` for standard output.
    ///   - progress: told from time to time how many leads are done.
    /// - Returns: what became of the rows, or `nil` when the reader of standard output has gone.
    /// - Throws: ``Diagnostic``.
    public func writeFeatures(to output: String?, progress: (Int) -> Void = { _ in }) throws -> Summary? {
        do {
            var writer = try CSVWriter(output.map(OutputTarget.file) ?? .standardOutput)
            var rejects: [Reject] = []
            var done = 0
            let features = scorer.artifact.features
            let rules = try RuleFeatures.of(scorer.artifact)
            let summary = try walk(
                begin: { header, idHeader in
                    guard !header.isEmpty else { return }
                    for name in [idHeader] + features.schema.features.map(\.name) { writer.append(name) }
                    try writer.endRow()
                },
                { table, ids, frame, events in
                    let frame = try rules?.adding(to: frame, events: events, on: pool) ?? frame
                    let matrix = try Diagnostic.translating { () throws(ExtractionError) in
                        try features.matrix(from: frame, events: events, on: pool)
                    }
                    try Self.append(matrix, ids, to: &writer)
                    rejects += table.rejects
                    done += ids.count
                    progress(done)
                })
            try writer.finish()
            if let path = source.rejectsPath { try RejectsFile.write(rejects + summary.rejectedEvents, to: path) }
            return summary
        } catch TabularError.brokenPipe {
            return nil
        } catch let error as TabularError {
            throw error.diagnostic
        }
    }

    private static func append(
        _ matrix: FeatureMatrix, _ ids: [String], to writer: inout CSVWriter
    ) throws(TabularError) {
        let kinds = matrix.schema.features.map(\.kind)
        for (row, id) in ids.enumerated() {
            writer.append(id)
            for (column, kind) in zip(matrix.columns, kinds) {
                switch (column, kind) {
                case (.numeric(let values), _): writer.append(values[row])
                case (.categorical(let codes), .categorical(let levels)):
                    writer.append(codes[row] < 0 ? "" : levels[Int(codes[row])])
                default: writer.append("")
                }
            }
            try writer.endRow()
        }
    }
}

extension ScoringRun.Summary {
    /// For a terminal, after the features.
    public func featureText(output: String?) -> String {
        let rows = "\(grouped(rowsIn)) rows in = \(grouped(scored)) written + \(grouped(rejected)) rejected"
        return (notes + [rows + (output.map { "; wrote \($0)" } ?? "")]).joined(separator: "\n")
    }
}
