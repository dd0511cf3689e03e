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

    public init(_ artifact: ModelArtifact) {
        self.artifact = artifact
        scale = ScoreScale(baseRate: artifact.reference.baseRate)
    }

    /// How a table must be read for this model: the columns it needs, and the id.
    public var readPlan: ReadPlan {
        var plan = ReadPlan(columns: [:], others: .skipped)
        for input in artifact.features.inputs where input.name != SnapshotFrame.ageColumn {
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
    /// - Throws: ``Diagnostic`` E130 or E131 if the table is not one the model can read, E140 if events are missing.
    /// Complexity: O(rows × trees) or O(rows × features).
    public func scores(
        of frame: DataFrame, events: SnapshotEvents? = nil, reasons: Int = 0, on pool: WorkerPool
    ) throws(Diagnostic) -> [LeadScore] {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: frame, events: events, on: pool)
        }
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.logOdds(of: matrix, on: pool)
        }
        guard reasons > 0 else { return logOdds.map { score(logOdds: $0, reasons: []) } }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.contributions(to: matrix, on: pool)
        }
        let explainer = Explainer(schema: artifact.features.schema, matrix: matrix)
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

/// Folds the contributions of features back to the fields a person knows.
private struct Explainer: Sendable {
    private struct Field: Sendable {
        let name: String
        /// Positions of its features.
        var features: [Int]
    }

    private let fields: [Field]
    private let schema: FeatureSchema
    private let matrix: FeatureMatrix

    init(schema: FeatureSchema, matrix: FeatureMatrix) {
        var fields: [Field] = []
        var places: [String: Int] = [:]
        for (position, feature) in schema.features.enumerated() {
            if let place = places[feature.field] {
                fields[place].features.append(position)
            } else {
                places[feature.field] = fields.count
                fields.append(Field(name: feature.field, features: [position]))
            }
        }
        self.fields = fields
        self.schema = schema
        self.matrix = matrix
    }

    /// The fields that move the score most, in either direction; equal ones in table order.
    func reasons(_ contributions: ArraySlice<Double>, limit: Int, frame: DataFrame, row: Int) -> [ReasonCode] {
        let parts = Array(contributions)
        let sums = fields.map { field in field.features.reduce(0) { $0 + parts[$1] } }
        let strongest = sums.indices.filter { abs(sums[$0]) > 1e-9 }
            .sorted { (-abs(sums[$0]), $0) < (-abs(sums[$1]), $1) }
            .prefix(limit)
        return strongest.map { place in
            let field = fields[place]
            let value =
                frame[field.name].map { CellText.text(of: $0, at: row) } ?? behaviour(field, parts, sums[place], row)
            return ReasonCode(field: field.name, value: value, contribution: sums[place])
        }
    }

    /// What a lead did: of the features of the field the one that speaks loudest for its sum, as `4 (count, 7 d)`.
    private func behaviour(_ field: Field, _ parts: [Double], _ sum: Double, _ row: Int) -> String {
        let loudest = field.features.max { left, right in
            (parts[left] * (sum < 0 ? -1 : 1), right) < (parts[right] * (sum < 0 ? -1 : 1), left)
        }
        guard let loudest else { return "blank" }
        let feature = schema.features[loudest]
        let value: String
        switch (matrix.columns[loudest], feature.kind) {
        case (.numeric(let values), _): value = values[row].isNaN ? "none" : CellText.number(values[row])
        case (.categorical(let codes), .categorical(let levels)):
            value = codes[row] < 0 ? "none" : levels[Int(codes[row])]
        default: value = "blank"
        }
        let prefix = ["\(field.name): ", "event \(field.name): "].first { feature.name.hasPrefix($0) }
        let words = String(feature.name.dropFirst(prefix?.count ?? 0))
        return "\(value) (\(words))"
    }
}
