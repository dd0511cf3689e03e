public import LearningCore

/// How much worse a model judges when some features are shuffled among the rows (Breiman, 2001; Fisher, Rudin and Dominici,
/// "All models are wrong, but many are useful", 2019).
///
/// With a metric m, the model's log-odds f and R permutations π_r of the rows, the loss of repeat r is
///
///     m(f(X)) − m(f(X^π_r))     if a higher m is better, else     m(f(X^π_r)) − m(f(X))
///
/// where X^π has the rows' values of these features, and of no others, moved by π. So it is what the model owes to them on
/// these rows: about 0 for features it does not use, and for those whose content others hold as well. It says what the model
/// goes by, not what is true; on rows it learned from it also counts what was learned by heart.
public struct PermutationImportance: Sendable, Equatable {
    /// Positions in the schema; shuffled together, so that what they say jointly stays together.
    public let features: [Int]
    /// By repeat, how far the metric gets worse; below 0 where shuffling happened to make it better.
    public let losses: [Double]

    public init(features: [Int], losses: [Double]) {
        precondition(!losses.isEmpty)
        self.features = features
        self.losses = losses
    }

    /// The mean over the repeats.
    public var mean: Double { losses.reduce(0, +) / Double(losses.count) }

    /// The spread of single repeats around their mean, from R − 1 degrees of freedom; 0 for a single repeat.
    public var standardDeviation: Double {
        guard losses.count > 1 else { return 0 }
        let mean = mean
        let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(losses.count - 1)).squareRoot()
    }
}

/// What a model's figure is on some rows, and what of it is owed to which features.
public struct ImportanceStudy: Sendable, Equatable {
    /// The metric on the rows as they are.
    public let value: Double
    /// In the order asked for.
    public let importances: [PermutationImportance]

    /// - Parameters:
    ///   - groups: features to shuffle together, as positions in the schema; each feature by itself if `nil`.
    ///   - metric: of log-odds.
    ///   - repeats: permutations of each group, at least 1. All groups are moved by the same ones, so that what is found of a
    ///     group does not depend on the others.
    ///   - pool: the threads to work on; they do not change the result.
    /// - Throws: ``LearningError/oneClass(won:)`` or ``LearningError/tooFewRows(_:)`` unless both outcomes occur,
    ///   ``LearningError/schemaMismatch(expected:found:)`` if the model has other features.
    /// - Complexity: O(groups × repeats) scorings of all rows.
    public init(
        of model: some ProbabilisticClassifier, on dataset: Dataset, shuffling groups: [[Int]]? = nil,
        metric: any Metric, repeats: Int = 5, seed: UInt64 = 0, on pool: WorkerPool
    ) throws(LearningError) {
        precondition(repeats >= 1)
        try dataset.requireBothOutcomes()
        let groups = groups ?? dataset.features.schema.features.indices.map { [$0] }
        let value = try Self.value(of: model, dataset.features, dataset, metric, on: pool)
        let rows = dataset.rowCount
        let losses = try pool.tryMap(groups.count * repeats) { task throws(LearningError) in
            let (group, number) = task.quotientAndRemainder(dividingBy: repeats)
            var order = Array(0..<rows)
            var generator = SeededGenerator(seed: seed, stream: UInt64(number))
            generator.shuffle(&order)
            var matrix = dataset.features
            for feature in groups[group] {
                matrix = try matrix.replacing(feature, with: matrix.columns[feature].selecting(order))
            }
            let shuffled = try Self.value(of: model, matrix, dataset, metric, on: pool)
            return metric.direction == .higherIsBetter ? value - shuffled : shuffled - value
        }
        self.value = value
        importances = groups.enumerated().map { group, features in
            PermutationImportance(features: features, losses: Array(losses[group * repeats..<(group + 1) * repeats]))
        }
    }

    private static func value(
        of model: some ProbabilisticClassifier, _ matrix: FeatureMatrix, _ dataset: Dataset, _ metric: any Metric,
        on pool: WorkerPool
    ) throws(LearningError) -> Double {
        let logOdds = try model.logOdds(of: matrix, on: pool)
        let outcomes: ScoredOutcomes
        do throws(EvaluationError) {
            outcomes = try ScoredOutcomes(logOdds: logOdds, labels: dataset.labels, weights: dataset.weights)
        } catch { throw .numericalFailure("\(error)") }
        guard let value = metric.value(of: outcomes) else {
            throw .numericalFailure("\(metric.name) is undefined on these rows")
        }
        return value
    }
}
