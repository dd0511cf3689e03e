import Calibration
import FeatureExtraction
import LeadHistory
public import LearningCore
public import ModelStorage
import RuleScoring
import Tabular

/// Explains the score of one lead of a table.
public struct ExplanationRun: Sendable {
    /// What is asked.
    public struct Request: Sendable {
        public var source: LeadSource
        /// The table of events, for a model or rules that look at them.
        public var events: LeadSource?
        /// When the lead is looked at; the last event otherwise.
        public var asOf: AsOf?
        /// What the lead is called: as in the model's id column, or the number of its row.
        public var id: String
        /// A rule score to show beside the model's.
        public var rules: ComparisonRequest.RuleChoice?
        public var language = ReasonLanguage.english
        /// Letters other than the model's.
        public var grades: GradeBands?
        /// The column that says what the lead is worth; the one training was told of otherwise.
        public var value: String?
        /// The share of leads that will be won, where it is not the model's.
        public var wonRate: Double?

        public init(source: LeadSource, id: String) {
            self.source = source
            self.id = id
        }
    }

    let artifact: ModelArtifact
    let request: Request
    let pool: WorkerPool

    public init(_ artifact: ModelArtifact, _ request: Request, on pool: WorkerPool) {
        self.artifact = artifact
        var request = request
        request.source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        self.request = request
        self.pool = pool
    }

    /// - Throws: ``Diagnostic``; E340 if no lead is called so.
    public func explain() throws(Diagnostic) -> ScoreExplanation {
        let correction = try artifact.correction(toWonRate: request.wonRate)
        let scorer = LeadScorer(artifact, grades: request.grades, correction: correction)
        let found = try LeadFinder(artifact: artifact, request: request, pool: pool).find()
        let events = found.events
        let frame =
            try RuleFeatures.of(artifact)?.adding(to: found.frame, events: events, on: pool) ?? found.frame
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: frame, events: events, on: pool)
        }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.contributions(to: matrix, on: pool)
        }
        var wishes = LeadScorer.Wishes()
        wishes.ranges = true
        wishes.axes = artifact.axes != nil
        wishes.value = request.value ?? artifact.input.valueColumn
        let score = try scorer.scores(of: found.frame, events: events, wishes, on: pool)[0]
        let explainer = LeadExplainer(artifact, frame: frame, matrix: matrix, language: request.language)
        let own = contributions[row: 0]
        let sums = explainer.sums(own)
        let parts = sums.enumerated().map { field, sum in
            let reason = explainer.reason(field, sum: sum, own, row: 0)
            return ScoreExplanation.Part(
                field: reason.field, value: reason.value, contribution: sum, leads: reason.rate?.leads,
                won: reason.rate?.won, words: reason.description)
        }
        let unknown = explainer.fields.compactMap { field -> ScoreExplanation.Unknown? in
            guard let column = field.column, column.state(at: 0) != .value else { return nil }
            return ScoreExplanation.Unknown(
                field: field.name, state: column.state(at: 0) == .absent ? "blank" : "nothing chosen")
        }
        return ScoreExplanation(
            id: request.id, rowsOfThatID: found.count, probability: score.probability,
            probabilityLow: score.range?.lowerBound, probabilityHigh: score.range?.upperBound, score: score.score,
            grade: score.grade.rawValue, percentile: score.percentile,
            axes: score.axes.map { ScoreExplanation.Axes($0) }, expectedValue: score.expectedValue,
            logOdds: score.logOdds,
            baseLogOdds: contributions.base + (correction?.shift ?? 0),
            parts: parts.enumerated().sorted {
                (-abs($0.element.contribution), $0.offset) < (-abs($1.element.contribution), $1.offset)
            }.map(\.element), unknown: unknown, rules: try rules(found),
            change: try NearestChange(scorer: scorer, pool: pool).find(found.frame, events, now: score),
            hasBestGrade: scorer.grades.index(of: score.score) == 0)
    }

    private func rules(_ found: LeadFinder.Found) throws(Diagnostic) -> ScoreExplanation.Rules? {
        switch request.rules {
        case nil: return nil
        case .columns?:
            guard let rules = found.columnRules else { return nil }
            let points = try rules.points(of: found.frame)
            return ScoreExplanation.Rules(
                name: rules.name, points: points.points[0],
                paid: Self.paid(points.parts.map { ($0.name, $0.amounts[0]) }))
        case .file(let path)?:
            let rules = try RuleFiles.load(path)
            let wantsAsOf = artifact.input.history != nil || request.asOf == nil
            let prepared = try RuleScoringRun(
                rules, source: request.source, events: request.events?.path, id: artifact.input.idColumn,
                asOf: wantsAsOf ? .time(0) : request.asOf ?? .time(0)
            ).prepared(on: pool)
            guard
                let row = (0..<prepared.table.frame.rowCount).first(where: {
                    prepared.table.rowNumber(at: $0) == found.rowNumber
                })
            else { return nil }
            let time = found.asOf ?? (request.asOf == nil ? prepared.events?.end ?? 0 : prepared.asOf.time(ofRow: row))
            let payments = prepared.plan.payments(asOf: .time(time), on: pool)
            return ScoreExplanation.Rules(
                name: rules.name.isEmpty ? path : rules.name, points: payments.overall[row],
                paid: Self.paid(payments.rules.map { ($0.rule, $0.points[row]) }))
        }
    }

    private static func paid(_ points: [(String, Double)]) -> [ScoreExplanation.Rules.Paid] {
        points.enumerated().filter { $0.element.1.isFinite && $0.element.1 != 0 }
            .sorted { (-abs($0.element.1), $0.offset) < (-abs($1.element.1), $1.offset) }
            .map { ScoreExplanation.Rules.Paid(rule: $0.element.0, points: $0.element.1) }
    }
}
