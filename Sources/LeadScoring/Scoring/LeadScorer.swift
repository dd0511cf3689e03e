import Calibration
import FeatureExtraction
public import LeadHistory
public import LearningCore
public import ModelStorage
public import Tabular

/// Scores leads with a trained model.
///
///     let scorer = LeadScorer(try LeadScoring.load("leads.model"))
///     let scores = try scorer.scores(of: frame, reasons: 3, on: WorkerPool())
///
/// Immutable and safe to share between threads. A lead's score does not depend on the leads it is scored with.
public struct LeadScorer: Sendable {
    public let artifact: ModelArtifact
    public let scale: ScoreScale
    /// Whatever is wrong with them is told when leads are scored.
    private let rules: Swift.Result<RuleFeatures?, Diagnostic>

    public init(_ artifact: ModelArtifact) {
        self.artifact = artifact
        rules = Swift.Result { () throws(Diagnostic) in try RuleFeatures.of(artifact) }
        scale = ScoreScale(baseRate: artifact.reference.baseRate)
    }

    /// How a table must be read for this model: the columns it needs, and the id.
    public var readPlan: ReadPlan {
        var plan = ReadPlan(columns: [:], others: .skipped)
        for input in artifact.tableInputs {
            plan.columns[input.name] = .typed(input.type, artifact.input.formats[input.name])
        }
        if let id = artifact.input.idColumn { plan.columns[id] = .typed(.text, nil) }
        return plan
    }

    /// One score per row.
    ///
    /// - Parameters:
    ///   - events: one snapshot for each row, for a model that looks at events.
    ///   - reasons: how many reasons a lead gets at most; 0 is much faster than 1.
    ///   - ranges: whether to give the ranges of the probabilities.
    ///   - language: of the reasons.
    /// - Throws: ``Diagnostic`` E130 or E131 if the table is not one the model can read, E140 if events are missing.
    /// Complexity: O(rows × trees) or O(rows × features).
    public func scores(
        of frame: DataFrame, events: SnapshotEvents? = nil, reasons: Int = 0, ranges: Bool = false,
        language: ReasonLanguage = .english, on pool: WorkerPool
    ) throws(Diagnostic) -> [LeadScore] {
        let frame = try rules.get()?.adding(to: frame, events: events, on: pool) ?? frame
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: frame, events: events, on: pool)
        }
        let found = try Diagnostic.translating { () throws(LearningError) in
            if ranges { return try artifact.model.logOddsWithRanges(of: matrix, on: pool) }
            return (logOdds: try artifact.model.logOdds(of: matrix, on: pool), ranges: nil)
        }
        let logOdds = found.logOdds
        let bounds = found.ranges?.map { $0.low...$0.high }
        guard reasons > 0 else {
            return logOdds.indices.map { score(logOdds: logOdds[$0], range: bounds?[$0], reasons: []) }
        }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.contributions(to: matrix, on: pool)
        }
        let explainer = LeadExplainer(artifact, frame: frame, matrix: matrix, language: language)
        let blocks = WorkerPool.blocks(of: frame.rowCount, size: 1_024)
        return pool.map(blocks.count) { block in
            blocks[block].map { row in
                let reasons = explainer.reasons(contributions[row: row], limit: reasons, row: row)
                return score(logOdds: logOdds[row], range: bounds?[row], reasons: reasons)
            }
        }.flatMap { $0 }
    }

    private func score(logOdds: Double, range: ClosedRange<Double>?, reasons: [ReasonCode]) -> LeadScore {
        let points = scale.score(logOdds: logOdds)
        return LeadScore(
            probability: LogisticLoss.probability(logOdds: logOdds), range: range, logOdds: logOdds, score: points,
            grade: Grade(score: points), percentile: artifact.reference.percentile(of: logOdds), reasons: reasons)
    }
}
