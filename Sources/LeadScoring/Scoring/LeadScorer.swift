import FeatureExtraction
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

    public init(_ artifact: ModelArtifact) {
        self.artifact = artifact
        scale = ScoreScale(baseRate: artifact.reference.baseRate)
    }

    /// How a table must be read for this model: the columns it needs, and the id.
    public var readPlan: ReadPlan {
        var plan = ReadPlan(columns: [:], others: .skipped)
        for input in artifact.extractor.inputs {
            plan.columns[input.name] = .typed(input.type, artifact.input.formats[input.name])
        }
        if let id = artifact.input.idColumn { plan.columns[id] = .typed(.text, nil) }
        return plan
    }

    /// One score per row.
    ///
    /// - Parameter reasons: how many reasons a lead gets at most; 0 is much faster than 1.
    /// - Throws: ``Diagnostic`` E130 or E131 if the table is not one the model can read.
    /// Complexity: O(rows × trees) or O(rows × features).
    public func scores(
        of frame: DataFrame, reasons: Int = 0, on pool: WorkerPool
    ) throws(Diagnostic) -> [LeadScore] {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.extractor.matrix(from: frame, on: pool)
        }
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.logOdds(of: matrix, on: pool)
        }
        guard reasons > 0 else { return logOdds.map { score(logOdds: $0, reasons: []) } }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.contributions(to: matrix, on: pool)
        }
        let explainer = Explainer(schema: artifact.extractor.schema)
        let blocks = WorkerPool.blocks(of: frame.rowCount, size: 1_024)
        return pool.map(blocks.count) { block in
            blocks[block].map { row in
                let reasons = explainer.reasons(contributions[row: row], limit: reasons, frame: frame, row: row)
                return score(logOdds: logOdds[row], reasons: reasons)
            }
        }.flatMap { $0 }
    }

    private func score(logOdds: Double, reasons: [ReasonCode]) -> LeadScore {
        let points = scale.score(logOdds: logOdds)
        return LeadScore(
            probability: LogisticLoss.probability(logOdds: logOdds), logOdds: logOdds, score: points,
            grade: Grade(score: points), percentile: artifact.reference.percentile(of: logOdds), reasons: reasons)
    }
}

/// Folds the contributions of features back to the columns a person knows.
private struct Explainer: Sendable {
    private let fields: [String]
    private let fieldOfFeature: [Int]

    init(schema: FeatureSchema) {
        var fields: [String] = []
        fieldOfFeature = schema.features.map { feature in
            if let known = fields.firstIndex(of: feature.field) { return known }
            fields.append(feature.field)
            return fields.count - 1
        }
        self.fields = fields
    }

    /// The columns that move the score most, in either direction; equal ones in table order.
    func reasons(_ contributions: ArraySlice<Double>, limit: Int, frame: DataFrame, row: Int) -> [ReasonCode] {
        var sums = [Double](repeating: 0, count: fields.count)
        for (feature, contribution) in zip(fieldOfFeature, contributions) { sums[feature] += contribution }
        let strongest = sums.indices.filter { abs(sums[$0]) > 1e-9 }
            .sorted { (-abs(sums[$0]), $0) < (-abs(sums[$1]), $1) }
            .prefix(limit)
        return strongest.map { field in
            let value = frame[fields[field]].map { CellText.text(of: $0, at: row) } ?? "blank"
            return ReasonCode(field: fields[field], value: value, contribution: sums[field])
        }
    }
}
