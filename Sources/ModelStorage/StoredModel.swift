public import BoostedTrees
public import LearningCore
public import LinearModels

/// A trained model of any kind that a model file can hold.
public enum StoredModel: ProbabilisticClassifier {
    case logistic(LogisticRegressionModel)
    /// A logistic regression with splines.
    case splines(SplineRegressionModel)
    case boosted(GradientBoostingModel)

    /// The word for the kind in files and reports.
    public var kind: String {
        switch self {
        case .logistic, .splines: "logistic"
        case .boosted: "boosted"
        }
    }

    /// The word for the kind in a model file, which tells the reader how to read it.
    var storedKind: String {
        switch self {
        case .logistic: "logistic"
        case .splines: "logistic with splines"
        case .boosted: "boosted"
        }
    }

    private var classifier: any ProbabilisticClassifier {
        switch self {
        case .logistic(let model): model
        case .splines(let model): model
        case .boosted(let model): model
        }
    }

    public var schema: FeatureSchema { classifier.schema }

    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try classifier.logOdds(of: matrix, on: pool)
    }

    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        try classifier.contributions(to: matrix, on: pool)
    }
}
