public import LearningCore

/// Learns an additive model by cyclic boosting: one curve for each feature, then one surface for each of the strongest pairs,
///
///     z = base + Σ_j f_j(x_j) + Σ_(j,k) f_jk(x_j, x_k)
///
/// as the explainable boosting machine does (Lou, Caruana, Gehrke and Hooker, "Accurate intelligible models with pairwise
/// interactions", 2013). The summands are piecewise constant on bins of the values. Each round goes through all of them;
/// with gradient g = w (p − y) and hessian h = w p (1 − p) summed to G and H over the rows of a part, a part's value moves by
///
///     −learningRate · G / (H + λ)
///
/// A number's parts are the two sides of its best cut, those of a pair the four quadrants of its best two cuts, and every level
/// of a categorical feature is a part of its own, with a λ of its own that draws rare levels to the mean.
///
/// Eight such models are learned side by side, in the lanes of the processor's vectors, each without an eighth of the rows. The
/// loss on the rows left out, over all eight, says when to stop: first for the features, then for the pairs, which are dropped
/// if they do not lower it. The result is the mean of the eight.
///
/// Pairs are found as in FAST (same source): by how much four quadrants of a pair's plane still lower the loss, measured on the
/// gradients of rows at the lane that has not seen them.
///
/// The model is a ``GradientBoostingModel`` with one tree for each summand, so whatever explains, stores and scores those does
/// the same here. Sums are integers: neither threads nor the order of the rows change a bit, and a row of whole weight w is
/// exactly the row w times, because equal rows are dealt to the lanes in turn.
///
/// Complexity: O(rounds × rows × features) with eight lanes at the price of about two; memory some 150 bytes a row and one for
/// each feature and pair.
public struct AdditiveBoostingTrainer: Trainer {
    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)`` naming the first value out of range.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        try hyperparameters.check()
        self.hyperparameters = hyperparameters
    }

    /// - Parameter validation: decides when to stop in place of the rows left out; its losses are reported.
    /// - Throws: ``LearningError/tooFewRows(_:)`` and ``LearningError/oneClass(won:)`` if there is nothing to learn,
    ///   ``LearningError/schemaMismatch(expected:found:)`` if the validation rows have other features or an
    ///   interaction constraint names none.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<GradientBoostingModel> {
        try dataset.requireBothOutcomes()
        try validation?.features.schema.requireEqual(to: dataset.features.schema)
        guard dataset.rowCount + (validation?.rowCount ?? 0) <= 1 << 28 else {
            throw .numericalFailure("more than 268,435,456 rows; learn from a sample")
        }
        let interactions = try InteractionGroups(
            hyperparameters.interactionConstraints, schema: dataset.features.schema)
        return try AdditiveRun(
            hyperparameters, dataset: dataset, validation: validation, interactions: interactions, pool: pool
        ).fitted()
    }
}
