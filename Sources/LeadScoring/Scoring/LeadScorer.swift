public import Calibration
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
    public let grades: GradeBands
    /// For a won rate other than the one the model learned at.
    public let correction: PriorCorrection?
    /// Whatever is wrong with them is told when leads are scored.
    let rules: Swift.Result<RuleFeatures?, Diagnostic>

    /// - Parameters:
    ///   - grades: letters other than the model's.
    ///   - correction: see ``ModelArtifact/correction(toWonRate:)``.
    public init(_ artifact: ModelArtifact, grades: GradeBands? = nil, correction: PriorCorrection? = nil) {
        self.artifact = artifact
        self.correction = correction
        self.grades = grades ?? artifact.grades
        rules = Swift.Result { () throws(Diagnostic) in try RuleFeatures.of(artifact) }
        scale = ScoreScale(baseRate: artifact.reference.baseRate)
    }

    /// What is wanted of each score besides the probability.
    public struct Wishes: Sendable {
        /// How many reasons a lead gets at most; 0 is much faster than 1.
        public var reasons = 0
        /// The language of the reasons.
        public var language = ReasonLanguage.english
        /// Whether to give the ranges of the probabilities.
        public var ranges = false
        /// Whether to place the leads on the two axes.
        public var axes = false
        /// The column that says what a lead is worth.
        public var value: String?

        public init() {}

        var needsContributions: Bool { reasons > 0 || axes }
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
    /// - Parameter events: one snapshot for each row, for a model that looks at events.
    /// - Throws: ``Diagnostic`` E130 or E131 if the table is not one the model can read, E140 if events are missing, E103
    ///   if the model has no axes to place leads on.
    /// Complexity: O(rows × trees) or O(rows × features).
    public func scores(
        of frame: DataFrame, events: SnapshotEvents? = nil, _ wishes: Wishes, on pool: WorkerPool
    ) throws(Diagnostic) -> [LeadScore] {
        let made = try FrameScores(self, frame, events, wishes, on: pool)
        return made.map(on: pool) { rows in rows.map { made.score($0, reasons: made.reasons($0)) } }.flatMap { $0 }
    }

    /// One score per row, with so many reasons each.
    ///
    ///     try scorer.scores(of: frame, reasons: 3, on: pool)
    public func scores(
        of frame: DataFrame, events: SnapshotEvents? = nil, reasons: Int = 0, ranges: Bool = false,
        language: ReasonLanguage = .english, on pool: WorkerPool
    ) throws(Diagnostic) -> [LeadScore] {
        var wishes = Wishes()
        (wishes.reasons, wishes.ranges, wishes.language) = (reasons, ranges, language)
        return try scores(of: frame, events: events, wishes, on: pool)
    }
}
