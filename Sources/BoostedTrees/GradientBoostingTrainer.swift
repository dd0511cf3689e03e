public import LearningCore

/// Learns gradient-boosted decision trees on the logistic loss (Friedman, 2001), on histograms of binned values, leaf by
/// leaf (Ke et al., LightGBM, 2017).
///
/// With log-odds z, outcome y ∈ {0, 1}, weight w and p = 1 / (1 + e^−z), each tree is fitted to
///
///     g = w (p − y)      h = w p (1 − p)
///     gain of a split    = G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ)
///     value of a leaf    = −learningRate · G / (H + λ)
///
/// where G and H are sums over the rows of a node, and z starts from ln(Σ w y / Σ w (1 − y)).
///
/// Sums are integers throughout (``PackedSums``): the model is the same to the last bit at any number of threads, in any
/// order of the rows, and a row of whole weight w is exactly the row w times. Rows of weight 0 are not looked at, nor do
/// they count when values are cut into bins.
///
/// Example:
///
///     let trainer = try GradientBoostingTrainer()
///     let fit = try trainer.fitted(to: dataset, on: WorkerPool())
///     let probabilities = try fit.model.probabilities(of: matrix, on: pool)
///
/// Complexity: O(trees × rows × features × log leaves) at worst; memory 2 bytes per value
/// and 30 per row and seed.
public struct GradientBoostingTrainer: Trainer {
    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)`` naming the first value out of range.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        try hyperparameters.check()
        self.hyperparameters = hyperparameters
    }

    /// - Parameter validation: needed for early stopping; otherwise only its losses are reported.
    /// - Throws: ``LearningError/tooFewRows(_:)`` and ``LearningError/oneClass(won:)`` if there is nothing to learn,
    ///   ``LearningError/schemaMismatch(expected:found:)`` if the validation rows have other features or a
    ///   constraint names none, ``LearningError/invalidHyperparameter(name:value:expected:)`` if early stopping has no
    ///   validation rows, or a metric that ranks has only won or only lost ones.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<GradientBoostingModel> {
        try dataset.requireBothOutcomes()
        try validation?.features.schema.requireEqual(to: dataset.features.schema)
        let directions = try monotoneDirections(dataset.features.schema)
        let interactions = try InteractionGroups(
            hyperparameters.interactionConstraints, schema: dataset.features.schema)
        if hyperparameters.earlyStoppingRounds != nil, (validation?.totalWeight.all ?? 0) <= 0 {
            throw .invalidHyperparameter(
                name: "earlyStoppingRounds", value: "set", expected: "none, or validation rows to stop by")
        }
        try validation.map(requireOutcomesToRank)
        guard dataset.rowCount + (validation?.rowCount ?? 0) <= 1 << 28 else {
            throw .numericalFailure("more than 268,435,456 rows; learn from a sample")
        }
        let encoding = try TargetEncoding(dataset, hyperparameters, on: pool)
        var run = BoostingRun(
            hyperparameters, dataset: encoding?.training ?? dataset,
            validation: try validation.map { data throws(LearningError) in try encoding?.encoded(data) ?? data },
            directions: directions, interactions: interactions, pool: pool)
        let fit = try run.fitted()
        return try encoding.map { encoding throws(LearningError) in
            try decoded(fit, by: encoding)
        } ?? fit
    }

    /// An order of rows that are all won, or all lost, is neither good nor bad.
    private func requireOutcomesToRank(_ validation: Dataset) throws(LearningError) {
        let metric = hyperparameters.validationMetric
        let (all, won) = validation.totalWeight
        guard metric.ranks, won <= 0 || won >= all else { return }
        throw .invalidHyperparameter(
            name: "validationMetric", value: metric.rawValue,
            expected: "log_loss or brier for validation rows of one outcome")
    }

    /// A model of levels, which were learned from as numbers.
    private func decoded(
        _ fit: Fit<GradientBoostingModel>, by encoding: TargetEncoding
    ) throws(LearningError) -> Fit<GradientBoostingModel> {
        do { return Fit(model: try encoding.decoded(fit.model), report: fit.report) } catch {
            throw .numericalFailure("a tree went wrong: \(error)")
        }
    }

    /// By feature: 1 rising, −1 falling, 0 free.
    private func monotoneDirections(_ schema: FeatureSchema) throws(LearningError) -> [Int] {
        for name in hyperparameters.monotoneConstraints.keys.sorted() {
            guard let index = schema.index(of: name) else {
                throw .schemaMismatch(expected: "a feature \"\(name)\" to constrain", found: "none of that name")
            }
            guard schema.features[index].levelCount == nil else { throw .wrongKind(feature: name) }
        }
        return schema.features.map { feature in
            switch hyperparameters.monotoneConstraints[feature.name] {
            case .increasing: 1
            case .decreasing: -1
            case nil: 0
            }
        }
    }
}
