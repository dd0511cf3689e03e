import Calibration
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// A table of leads with all that their scores are made of.
struct FrameScores: Sendable {
    private let scorer: LeadScorer
    private let wishes: LeadScorer.Wishes
    private let logOdds: [Double]
    private let ranges: [ClosedRange<Double>]?
    private let explained: Explained?
    private let axes: AxisReference?
    private let split: AxisSplit
    /// What the leads are worth; `NaN` where the table does not say.
    private let values: [Double]?

    private struct Explained: Sendable {
        let contributions: Contributions
        let explainer: LeadExplainer
    }

    /// - Throws: ``Diagnostic``, as ``LeadScorer/scores(of:events:_:on:)``.
    init(
        _ scorer: LeadScorer, _ frame: DataFrame, _ events: SnapshotEvents?, _ wishes: LeadScorer.Wishes,
        on pool: WorkerPool
    ) throws(Diagnostic) {
        let artifact = scorer.artifact
        self.scorer = scorer
        self.wishes = wishes
        axes = wishes.axes ? try artifact.requireAxes() : nil
        split = AxisSplit(artifact.features.schema, implicitFields: artifact.axes?.implicitFields ?? [])
        values = try wishes.value.map { name throws(Diagnostic) in
            // A JSON line, or a table of a model that knows of a value, may not say it.
            guard let column = frame[name] else { return [Double](repeating: .nan, count: frame.rowCount) }
            guard case .number(let values) = column.values else { throw LeadScorer.noNumbers(in: name) }
            return values
        }
        let frame = try scorer.rules.get()?.adding(to: frame, events: events, on: pool) ?? frame
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: frame, events: events, on: pool)
        }
        let found = try Diagnostic.translating { () throws(LearningError) in
            if wishes.ranges { return try artifact.model.logOddsWithRanges(of: matrix, on: pool) }
            return (logOdds: try artifact.model.logOdds(of: matrix, on: pool), ranges: nil)
        }
        logOdds = found.logOdds
        ranges = found.ranges?.map { $0.low...$0.high }
        guard wishes.needsContributions else {
            explained = nil
            return
        }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.contributions(to: matrix, on: pool)
        }
        explained = Explained(
            contributions: contributions,
            explainer: LeadExplainer(artifact, frame: frame, matrix: matrix, language: wishes.language))
    }

    /// What `make` says of every block of rows, in their order.
    func map<Made: Sendable>(on pool: WorkerPool, _ make: @Sendable (Range<Int>) -> Made) -> [Made] {
        let blocks = WorkerPool.blocks(of: logOdds.count, size: 1_024)
        return pool.map(blocks.count) { make(blocks[$0]) }
    }

    func reasons(_ row: Int) -> [ReasonCode] {
        guard wishes.reasons > 0, let explained else { return [] }
        return explained.explainer.reasons(explained.contributions[row: row], limit: wishes.reasons, row: row)
    }

    /// The reasons as texts alone, which is much faster.
    func texts(_ rows: Range<Int>) -> ReasonTexts {
        var texts = ReasonTexts()
        guard wishes.reasons > 0, let explained else { return texts }
        var ranking = LeadExplainer.Ranking()
        for row in rows {
            explained.explainer.append(
                explained.contributions[row: row], limit: wishes.reasons, row: row, ranking: &ranking, to: &texts)
        }
        return texts
    }

    func score(_ row: Int, reasons: [ReasonCode]) -> LeadScore {
        // Score and percentile are measured from the average lead, which moves along with a corrected won rate.
        let points = scorer.scale.score(logOdds: logOdds[row])
        let corrected = scorer.correction?.logOdds(logOdds[row]) ?? logOdds[row]
        let probability = LogisticLoss.probability(logOdds: corrected)
        let worth = values.flatMap { $0[row].isNaN ? nil : $0[row] }
        return LeadScore(
            probability: probability, range: range(row), logOdds: corrected, score: points,
            grade: scorer.grades.grade(of: points),
            percentile: scorer.artifact.reference.percentile(of: logOdds[row]), axes: place(row),
            expectedValue: worth.map { $0 * probability }, reasons: reasons)
    }

    /// Corrected as the probability is.
    private func range(_ row: Int) -> ClosedRange<Double>? {
        guard let range = ranges?[row], let correction = scorer.correction else { return ranges?[row] }
        return correction.probability(range.lowerBound)...correction.probability(range.upperBound)
    }

    private func place(_ row: Int) -> LeadAxes? {
        guard let axes, let explained else { return nil }
        let sums = split.sums(explained.contributions[row: row])
        let percentiles = axes.percentiles(fit: sums.fit, engagement: sums.engagement)
        return LeadAxes(fit: percentiles.fit, engagement: percentiles.engagement)
    }
}

extension ModelArtifact {
    /// - Throws: ``Diagnostic`` E103 for a model that was saved before they were kept, or imported.
    func requireAxes() throws(Diagnostic) -> AxisReference {
        guard let axes else {
            throw Diagnostic(
                .badOption, "the model does not know how its training leads lay on the axes",
                fix: "train it again with this version, or leave --axes out")
        }
        return axes
    }
}

extension LeadScorer {
    static func noNumbers(in column: String) -> Diagnostic {
        Diagnostic(
            .badOption, "--value names \"\(column)\", which holds no numbers", fix: "name a column of amounts")
    }
}
