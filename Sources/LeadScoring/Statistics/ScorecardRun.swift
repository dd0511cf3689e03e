public import Evaluation
public import LearningCore
public import LinearModels

/// A logistic regression as a table of whole points, judged on held-out leads, then made of all closed leads.
public struct ScorecardRun: Sendable {
    let request: TrainingRequest
    let hyperparameters: ScorecardTrainer.Hyperparameters
    let pool: WorkerPool

    /// - Parameters:
    ///   - doubling: the points that double the odds.
    ///   - even: the points at which the odds are 1 to 1.
    ///   - ranges: the most ranges of a number.
    public init(
        _ request: TrainingRequest, doubling: Double = 20, even: Double = 500, ranges: Int = 8, on pool: WorkerPool
    ) {
        self.request = request
        var hyperparameters = ScorecardTrainer.Hyperparameters()
        hyperparameters.pointsToDoubleOdds = doubling
        hyperparameters.evenPoints = even
        hyperparameters.mostRanges = ranges
        self.hyperparameters = hyperparameters
        self.pool = pool
    }

    public struct Result: Sendable {
        public let scorecard: Scorecard
        public let report: ScorecardReport
    }

    /// - Throws: ``Diagnostic``: as ``TrainingRun/run(announcing:)``, and E103 for points that make no scale.
    public func run() throws(Diagnostic) -> Result {
        let trainer: ScorecardTrainer
        do { trainer = try ScorecardTrainer(hyperparameters) } catch {
            throw Diagnostic(.badOption, "\(error)", fix: "see `leadscore scorecard --help`")
        }
        let prepared = try PreparedLeads(request, on: pool)
        let recipe = prepared.gates.recipe
        let holdout = try prepared.split.map { split throws(Diagnostic) in
            try judged(trainer, prepared, split)
        }
        let all = try FeaturizedLeads(prepared.leads, recipe, on: pool).dataset
        let fit = try Diagnostic.translating { () throws(LearningError) in try trainer.fitted(to: all, on: pool) }
        let report = ScorecardReport(
            rows: all.rowCount, positives: all.positiveCount, features: fit.model.parts.count,
            excluded: prepared.gates.findings.map(\.column), holdout: holdout,
            warnings: prepared.warnings + fit.report.warnings)
        return Result(scorecard: fit.model, report: report)
    }

    /// The points and the regression they are rounded from, both made of the training part.
    private func judged(
        _ trainer: ScorecardTrainer, _ prepared: PreparedLeads, _ split: Split
    ) throws(Diagnostic) -> ScorecardReport.Holdout {
        let train = try FeaturizedLeads(prepared.train, prepared.gates.recipe, on: pool)
        let test = try FeaturizedLeads.dataset(prepared.leads.selecting(split.test), train.features, on: pool)
        let (points, regression) = try Diagnostic.translating { () throws(LearningError) in
            let scorecard = try trainer.fitted(to: train.dataset, on: pool).model
            let plain = try LogisticRegressionTrainer().fitted(to: train.dataset, on: pool).model
            return (
                try scorecard.logOdds(of: test.features, on: pool), try plain.logOdds(of: test.features, on: pool)
            )
        }
        return try Diagnostic.translating { () throws(EvaluationError) in
            let card = try ScoredOutcomes(logOdds: points, labels: test.labels)
            let model = try ScoredOutcomes(logOdds: regression, labels: test.labels)
            return ScorecardReport.Holdout(
                rows: test.rowCount, positives: test.positiveCount, split: prepared.leads.order.kind,
                card: EvaluationReport(of: card, seed: request.seed, on: pool),
                regression: EvaluationReport(of: model, seed: request.seed, on: pool))
        }
    }
}

/// How a scorecard is written.
public enum ScorecardFormat: String, Sendable, CaseIterable {
    case text, csv, yaml

    /// - Throws: ``Diagnostic`` E103 for a name that is none.
    public init(named name: String?, output: String?) throws(Diagnostic) {
        if let name {
            guard let format = Self(rawValue: name) else {
                let names = Self.allCases.map(\.rawValue)
                let hint = Spelling.closest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
                throw Diagnostic(.badOption, "--format is \"\(name)\"", fix: "text, csv or yaml" + hint)
            }
            self = format
        } else {
            let end = output?.lowercased() ?? ""
            self = end.hasSuffix(".csv") ? .csv : end.hasSuffix(".yaml") || end.hasSuffix(".yml") ? .yaml : .text
        }
    }
}

extension ScorecardRun {
    /// Runs, and writes the card to a file, or hands it on without its last newline.
    ///
    /// - Throws: as ``run()``; E501 when the file cannot be written.
    public func make(
        savingTo path: String?, as format: ScorecardFormat, print: (String) -> Void
    ) throws(Diagnostic) -> ScorecardReport {
        let result = try run()
        let text =
            switch format {
            case .text: result.scorecard.text
            case .csv: result.scorecard.csv
            case .yaml: result.scorecard.yaml
            }
        if let path { try TextFile.write(text, to: path) } else { print(String(text.dropLast())) }
        return result.report
    }
}

/// What came of making a scorecard; `--json` prints it.
public struct ScorecardReport: Sendable, Encodable {
    public let rows: Int
    public let positives: Int
    public let features: Int
    /// Columns left out because they give the outcome away.
    public let excluded: [String]
    /// `nil` when nothing was held out.
    public let holdout: Holdout?
    public let warnings: [String]

    public struct Holdout: Sendable, Encodable {
        public let rows: Int
        public let positives: Int
        /// `time`, `group` or `random`.
        public let split: String
        /// Of the whole points.
        public let card: EvaluationReport
        /// Of a logistic regression on the same columns.
        public let regression: EvaluationReport

        private enum CodingKeys: String, CodingKey { case rows, positives, split, card, regression }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(rows, forKey: .rows)
            try container.encode(positives, forKey: .positives)
            try container.encode(split, forKey: .split)
            try container.encode(MetricsByName(card), forKey: .card)
            try container.encode(MetricsByName(regression), forKey: .regression)
        }
    }

    /// For a terminal, after the card.
    public func summary(leads: String) -> String {
        var lines = [
            "Points for \(features) features from \(grouped(rows)) closed leads of \(leads), \(grouped(positives)) won "
                + "(\(percent(Double(positives) / Double(max(rows, 1)))))"
        ]
        if let holdout {
            lines.append("On \(grouped(holdout.rows)) held-out leads, \(grouped(holdout.positives)) won:")
            for (name, report) in [("points", holdout.card), ("logistic regression", holdout.regression)] {
                guard let auc = report["roc_auc"], let loss = report["log_loss"] else { continue }
                lines.append(
                    "  \(name.padded(to: 20)) ROC AUC \(decimal(auc.value, 3)) [\(decimal(auc.low, 3)), \(decimal(auc.high, 3))], "
                        + "log loss \(decimal(loss.value, 4))")
            }
        } else {
            lines.append("Nothing was held out: how good the points are is not known.")
        }
        if !excluded.isEmpty {
            lines.append("Left out, for they give the outcome away: " + excluded.joined(separator: ", "))
        }
        return (lines + warnings.map { "Warning: \($0)" }).joined(separator: "\n")
    }
}
