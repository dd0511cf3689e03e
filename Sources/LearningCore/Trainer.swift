/// A function from the features of a lead to its log-odds of being won: all that is needed to ask what it goes by.
///
/// Implementations are immutable. A row's score depends on that row only: not on its batch, its order or the number of
/// threads.
public protocol LogOddsFunction: Sendable {
    /// The features it is a function of; of a model those it was trained on.
    var schema: FeatureSchema { get }

    /// The log-odds of being won, one per row: ln(p / (1 − p)).
    ///
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if the matrix has other features.
    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double]
}

/// A trained model that gives each lead a probability of being won, and says how it comes about.
public protocol ProbabilisticClassifier: LogOddsFunction {
    /// How the log-odds of each row add up: `logOdds = base + Σ contributions`.
    func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions
}

extension ProbabilisticClassifier {
    /// The probability of being won, one per row, within 0…1.
    public func probabilities(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try logOdds(of: matrix, on: pool).map(LogisticLoss.probability(logOdds:))
    }
}

/// Additive explanations of log-odds, row by row.
public struct Contributions: Sendable, Equatable {
    /// The log-odds every row starts from.
    public let base: Double
    /// Row-major: `values[row * featureCount + feature]`, in log-odds.
    public let values: [Double]
    public let featureCount: Int

    public init(base: Double, values: [Double], featureCount: Int) {
        precondition(featureCount == 0 ? values.isEmpty : values.count.isMultiple(of: featureCount))
        self.base = base
        self.values = values
        self.featureCount = featureCount
    }

    /// The contributions of one row, one per feature.
    public subscript(row row: Int) -> ArraySlice<Double> {
        values[row * featureCount..<(row + 1) * featureCount]
    }
}

/// Learns a model from leads whose outcome is known.
///
/// A trainer that exists is valid: its initialiser checks the hyperparameters. Fitting twice gives the same bytes, at
/// any number of threads, and never changes the input.
public protocol Trainer<Model>: Sendable {
    associatedtype Model: ProbabilisticClassifier

    /// - Parameters:
    ///   - dataset: what to learn from.
    ///   - validation: leads that are not learned from, used only to decide when to stop; `nil` to learn for as long as
    ///     the hyperparameters say.
    ///   - pool: the threads to work on; they never change the result.
    func fitted(to dataset: Dataset, validation: Dataset?, on pool: WorkerPool) throws(LearningError) -> Fit<Model>
}

extension Trainer {
    public func fitted(to dataset: Dataset, on pool: WorkerPool) throws(LearningError) -> Fit<Model> {
        try fitted(to: dataset, validation: nil, on: pool)
    }
}

/// A model and how it came about.
public struct Fit<Model: ProbabilisticClassifier>: Sendable {
    public let model: Model
    public let report: FitReport

    public init(model: Model, report: FitReport) {
        self.model = model
        self.report = report
    }
}

/// How training went. Nothing here is needed to score.
public struct FitReport: Sendable, Equatable {
    /// Newton steps, or trees kept.
    public var iterations: Int
    /// Whether the solver reached its tolerance (always `true` for a fixed number of trees).
    public var converged: Bool
    /// Mean log loss on the training rows, in nats. Of what was learned from as ordered statistics, the loss by those, which
    /// do not know a row's own outcome.
    public var trainingLoss: Double
    /// The loss on the validation rows after each iteration, if there were any: mean log loss, in nats, unless the trainer was
    /// given another metric.
    public var validationLosses: [Double]
    /// The largest absolute component of the objective's gradient at the end, where the solver has one.
    public var gradientNorm: Double?
    /// Sentences for the user, such as a separation that was found.
    public var warnings: [String]
    /// Seconds spent in named parts of the fit ("bin"); the one thing here that differs from run to run.
    public var seconds: [String: Double]

    public init(
        iterations: Int, converged: Bool, trainingLoss: Double, validationLosses: [Double] = [],
        gradientNorm: Double? = nil, warnings: [String] = [], seconds: [String: Double] = [:]
    ) {
        self.iterations = iterations
        self.converged = converged
        self.trainingLoss = trainingLoss
        self.validationLosses = validationLosses
        self.gradientNorm = gradientNorm
        self.warnings = warnings
        self.seconds = seconds
    }
}
