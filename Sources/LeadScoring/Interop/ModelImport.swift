import BoostedTrees
import FeatureExtraction
public import LearningCore
import ModelStorage
import Tabular

/// Takes over a model of another program, so that it scores, explains and is evaluated like one of ours.
///
/// A table of closed leads says what the model file does not: which columns the features are, what the outcomes mean, and
/// the base rate and scores that new leads are compared with. Nothing is trained, but probabilities can be fitted to the
/// table's outcomes, as those of our models are to leads they have not seen.
public struct ModelImport: Sendable {
    private let path: String
    private let format: ForeignFormat
    private let request: TrainingRequest
    private let calibrates: Bool
    private let pool: WorkerPool

    /// - Parameters:
    ///   - request: the table and what its columns mean; what it says of training is not used.
    ///   - calibrates: whether to fit the probabilities to the table, whose leads the model must not have learned from.
    /// - Throws: ``Diagnostic`` E103 for a format there is not, for standard input, and for events.
    public init(
        _ path: String, from format: String, leads request: TrainingRequest, calibrating calibrates: Bool = false,
        on pool: WorkerPool
    ) throws(Diagnostic) {
        guard request.source.path != "-" else {
            throw Diagnostic(
                .badOption, "the table is read more than once, which standard input cannot be", fix: "save it to a file"
            )
        }
        guard !request.history.isAsked else {
            throw Diagnostic(
                .badOption, "a model from elsewhere knows no events and no snapshots",
                fix: "leave out --events, --snapshot-age, --horizon and what goes with them")
        }
        self.path = path
        self.format = try ForeignFormat(named: format)
        self.request = request
        self.calibrates = calibrates
        self.pool = pool
    }

    /// Reads the model and the table, and saves the model file in one step.
    ///
    /// - Throws: ``Diagnostic``; E410 for the model, E101 to E131 for the table, E501 for the output.
    public func run(savingTo output: String) throws(Diagnostic) -> ImportReport {
        try ModelFiles.requireWritable(output)
        let (artifact, report) = try result()
        try ModelFiles.save(artifact, to: output)
        return report
    }

    private func result() throws(Diagnostic) -> (ModelArtifact, ImportReport) {
        let foreign = try format.model(at: path)
        let (table, columns) = try table(for: foreign)
        let imported = try ImportedFeatures(
            foreign, columns: columns, frame: table.frame, raw: try categories(of: foreign, columns),
            placeholders: request.source.readOptions.placeholders)
        let rows = table.closedRows
        let outcomes = table.outcomes.outcomes
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try imported.features.matrix(from: table.frame.selecting(rows: rows), on: pool)
        }
        let (dataset, raw) = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: rows.map { outcomes[$0] == .won })
            try dataset.requireBothOutcomes()
            return (dataset, try imported.model.logOdds(of: matrix, on: pool))
        }
        let unseen = ModelSelection.OutOfFold(rows: rows, logOdds: raw, labels: dataset.labels)
        let calibration = try ModelCalibration(calibrates ? unseen : nil, seed: request.seed, on: pool)
        let report = ImportReport(
            format: format, table, imported, positives: dataset.positiveCount,
            calibration: calibrates ? calibration.name : nil)
        let artifact = try artifact(
            table, imported, dataset, calibration.applied(to: .boosted(imported.model)), calibration.name, report)
        return (artifact, report)
    }

    private func table(for model: GradientBoostingModel) throws(Diagnostic) -> (LeadTable, columns: [String]) {
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: request.source.path, options: request.source.readOptions, pool: pool)
        }
        let wanted = LeadTable.resolved(request.columns, header: reader.header)
        let taken = Set(wanted.named.map(\.column))
        let columns = try ImportedColumns.matched(
            model.schema, header: reader.header, taken: taken, table: request.source.name)
        var source = request.source
        for (feature, column) in zip(model.schema.features, columns) where feature.levelCount != nil {
            source.types[column] = .text
            source.roles[column] = nil
        }
        let table = try LeadTable.read(source, wanted, mapping: request.mapping, on: pool)
        return (table, columns)
    }

    /// The columns of categories once more, with words that stand for nothing as they stand: to other programs they are
    /// categories like all others.
    private func categories(
        of model: GradientBoostingModel, _ columns: [String]
    ) throws(Diagnostic) -> DataFrame {
        var options = request.source.readOptions
        options.placeholders = .empty
        var plan = ReadPlan(others: .skipped)
        for (feature, column) in zip(model.schema.features, columns) where feature.levelCount != nil {
            plan.columns[column] = .typed(.text, nil)
        }
        return try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: request.source.path, options: options, pool: pool).read(plan).frame
        }
    }

    private func artifact(
        _ table: LeadTable, _ imported: ImportedFeatures, _ dataset: Dataset, _ model: CalibratedModel,
        _ calibration: String, _ report: ImportReport
    ) throws(Diagnostic) -> ModelArtifact {
        let used = Set(imported.features.inputs.map(\.name))
        let input = InputDescription(
            labelColumn: table.labelColumn, wonValues: table.outcomes.wonValues,
            lostValues: table.outcomes.lostValues, ignoredValues: table.outcomes.ignoredValues,
            idColumn: request.columns.id, timeColumn: request.columns.time,
            formats: table.table.formats.filter { used.contains($0.key) },
            placeholders: request.source.placeholders, openValues: table.outcomes.openValues)
        let provenance = Provenance(
            excluded: report.unused.map {
                Provenance.ExcludedColumn(column: $0, kind: "role", reason: "the imported model does not read it")
            },
            keptLeaks: [], warnings: report.warnings, holdout: nil,
            settings: [
                "imported from": format.rawValue, "trees": "\(imported.model.trees.count)", "calibration": calibration,
            ],
            // What it learned from is not known; no table may be taken for it.
            fingerprint: 0)
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try model.logOdds(of: dataset.features, on: pool)
        }
        return try Diagnostic.translating { () throws(StorageError) in
            try ModelArtifact(
                input: input, features: imported.features, model: model,
                reference: try ScoreReference(
                    baseRate: Double(report.positives) / Double(report.rows), logOdds: logOdds),
                provenance: provenance, reasonRates: ReasonRates(of: dataset, on: pool), rows: report.rows,
                positives: report.positives)
        }
    }
}
