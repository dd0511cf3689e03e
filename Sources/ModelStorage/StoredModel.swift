public import BoostedTrees
public import LearningCore
public import LinearModels

/// A trained model of any kind that a model file can hold.
public enum StoredModel: ProbabilisticClassifier, Equatable {
    case logistic(LogisticRegressionModel)
    /// A logistic regression whose numbers have shapes.
    case shaped(ShapedRegressionModel)
    case boosted(GradientBoostingModel)
    /// Several models' weighted mean.
    case blended(BlendedModel)
    /// Own models for some segments of the leads.
    indirect case segmented(SegmentedModel)

    /// The word for the kind in files and reports.
    public var kind: String {
        switch self {
        case .logistic, .shaped: "logistic"
        case .boosted: "boosted"
        case .blended: "blend"
        case .segmented: "segmented"
        }
    }

    /// The word for the kind in a model file, which tells the reader how to read it.
    var storedKind: String {
        switch self {
        case .logistic: "logistic"
        case .shaped: "logistic with shapes"
        case .boosted: "boosted"
        case .blended: "blend"
        case .segmented: "segmented"
        }
    }

    /// The model as it was when it had at most so many trees; other kinds have none and stay as they are.
    public func keeping(trees count: Int) -> StoredModel {
        guard case .boosted(let model) = self else { return self }
        return .boosted(model.keeping(trees: count))
    }

    private var classifier: any ProbabilisticClassifier {
        switch self {
        case .logistic(let model): model
        case .shaped(let model): model
        case .boosted(let model): model
        case .blended(let model): model
        case .segmented(let model): model
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
