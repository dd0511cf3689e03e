import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

extension TrainingRun {
    func report(
        _ table: LeadTable, _ leads: ClosedLeads, _ gates: LeadGates, _ choice: ModelSelection.Choice,
        _ holdout: TrainingReport.Holdout?, _ warnings: [String]
    ) -> TrainingReport {
        TrainingReport(
            rows: leads.labels.count, positives: leads.labels.count { $0 }, rowsIn: table.table.rowsIn,
            rejected: table.table.rejects.count, open: table.outcomes.openCount, modelKind: choice.plan.kind,
            calibration: "none",
            settings: choice.plan.settings, featureCount: 0, excluded: excluded(table, leads, gates.findings),
            leaks: gates.findings, keptLeaks: request.allowedLeaks,
            candidates: choice.candidates.indices.map { candidate($0, of: choice) },
            segments: choice.segments, holdout: holdout, warnings: warnings, notes: table.table.notes.map(\.message),
            seconds: [:],
            idColumn: leads.idColumn, timeColumn: leads.timeColumn)
    }

    private func candidate(_ index: Int, of choice: ModelSelection.Choice) -> TrainingReport.Candidate {
        let candidate = choice.candidates[index]
        let chosen = choice.chosen.map { choice.candidates[$0].losses } ?? []
        let gaps = zip(candidate.losses, chosen).map { $0 - $1 }
        return TrainingReport.Candidate(
            kind: candidate.plan.name, logLoss: candidate.logLoss, standardError: candidate.standardError,
            isChosen: index == choice.chosen, behind: ModelSelection.mean(gaps),
            behindStandardError: ModelSelection.standardError(of: gaps),
            trees: candidate.treeCount, seconds: candidate.seconds)
    }

    /// Every column that is not used, in file order, with the strongest reason against it.
    private func excluded(
        _ table: LeadTable, _ leads: ClosedLeads, _ findings: [LeakFinding]
    ) -> [TrainingReport.Excluded] {
        let asked = table.skipped.map {
            TrainingReport.Excluded(column: $0, kind: .asked, reason: "left out as you asked")
        }
        let found = leads.assignments.compactMap { assignment -> TrainingReport.Excluded? in
            if let finding = findings.first(where: { $0.column == assignment.name }) {
                let kind: TrainingReport.Excluded.Kind = finding.severity == .blocked ? .leak : .suspect
                return TrainingReport.Excluded(column: assignment.name, kind: kind, reason: finding.reason)
            }
            guard assignment.role == .ignored else { return nil }
            return TrainingReport.Excluded(column: assignment.name, kind: .role, reason: assignment.reason)
        }
        return asked + found
    }

    /// How the training leads lie on the two axes.
    func axes(of model: CalibratedModel, _ leads: FeaturizedLeads) throws(Diagnostic) -> AxisReference {
        let fields = leads.features.schema.features.map(\.field)
        for column in request.implicit.keys.sorted() where !fields.contains(column) {
            throw .unknownColumn(
                column, in: request.source, option: "--implicit, --explicit: of the columns the model uses",
                columns: Array(Set(fields)).sorted())
        }
        return try AxisReference(
            of: model, on: leads.dataset.features,
            implicitFields: BehaviourWords.implicitFields(among: fields, told: request.implicit), pool: pool)
    }

    func artifact(
        _ leads: ClosedLeads, _ table: LeadTable, _ features: FeaturizedLeads, _ model: CalibratedModel,
        _ report: TrainingReport, _ referenceLogOdds: [Double], heldOut: HeldOutLeads?, reasonRates: ReasonRates,
        rules: StoredRules?, axes: AxisReference
    ) throws(Diagnostic) -> ModelArtifact {
        var used = Set(features.features.inputs.map(\.name))
        used.formUnion(rules?.columns.keys.map(\.self) ?? [])
        if let moments = leads.moments {
            used.formUnion(SnapshotFrame(timeColumn: moments.timeColumn, history: moments.history).columns)
            if let closing = moments.history.outcomeTimeColumn { used.insert(closing) }
        }
        let (history, fields) = Self.usedHistory(of: leads, inputs: used)
        let input = InputDescription(
            labelColumn: request.columns.label, wonValues: table.outcomes.wonValues,
            lostValues: table.outcomes.lostValues, ignoredValues: table.outcomes.ignoredValues,
            idColumn: leads.idColumn, timeColumn: leads.timeColumn,
            formats: table.table.formats.filter { used.contains($0.key) }.merging(fields) { $1 },
            placeholders: request.source.placeholders, history: history,
            openValues: table.outcomes.openValues, valueColumn: request.value)
        var settings = report.settings
        settings["calibration"] = report.calibration
        settings["seed"] = "\(request.seed)"
        settings["rules"] = rules?.name
        settings["holdout"] = request.holdout.map { "\($0)" } ?? "none"
        let provenance = Provenance(
            excluded: report.excluded.map {
                Provenance.ExcludedColumn(column: $0.column, kind: $0.kind.rawValue, reason: $0.reason)
            },
            keptLeaks: report.keptLeaks, warnings: report.warnings,
            holdout: report.holdout.map { holdout in
                Provenance.Holdout(
                    rows: holdout.rows, positives: holdout.positives, split: holdout.split,
                    metrics: holdout.report.estimates.map {
                        Provenance.MetricRecord(
                            name: $0.name, value: $0.estimate.value, low: $0.estimate.low, high: $0.estimate.high)
                    })
            },
            compared: report.candidates.count > 1 ? report.candidates.map(\.record) : nil,
            settings: settings, fingerprint: Fingerprint.of(features.dataset))
        let baseRate = Double(report.positives) / Double(report.rows)
        return try Diagnostic.translating { () throws(StorageError) in
            try ModelArtifact(
                input: input, features: features.features, model: model,
                reference: try ScoreReference(baseRate: baseRate, logOdds: referenceLogOdds), provenance: provenance,
                heldOut: heldOut, reasonRates: reasonRates, rules: rules, axes: axes, grades: request.grades,
                rows: report.rows, positives: report.positives)
        }
    }

    /// The history as far as the features look at it, and how its fields are written.
    private static func usedHistory(
        of leads: ClosedLeads, inputs: Set<String>
    ) -> (HistoryDescription?, [String: ValueFormat]) {
        guard var history = leads.moments?.history, let attributes = leads.moments?.attributes else {
            return (leads.moments?.history, [:])
        }
        let fields = attributes.fields.filter { field in
            SnapshotAttributes.columnNames(of: field).contains { inputs.contains($0) }
        }
        if fields.isEmpty { history.attributes = nil } else { history.attributes?.fields = fields }
        return (history, attributes.formats.filter { fields.contains($0.key) })
    }
}
