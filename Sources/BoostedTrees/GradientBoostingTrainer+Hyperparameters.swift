import LearningCore

extension GradientBoostingTrainer {
    /// What decides the shape and number of the trees. Holds no data; ``GradientBoostingTrainer/init(_:)`` checks it.
    ///
    /// The defaults are for tables of 1,000 to 50,000 leads, chosen on the training parts of five real tables and of nineteen
    /// public ones (those of `Benchmarks/peers/compare_selection.py`): small steps, small and shallow trees, strong shrinkage
    /// and few of the features at each split, because leaf-wise trees with large steps overfit tables of that size.
    public struct Hyperparameters: Sendable, Equatable {
        /// The number of trees, ≥ 1; with early stopping the most that are grown.
        public var treeCount = 400
        /// The share of each tree's Newton step that is taken, in (0, 1].
        public var learningRate = 0.025
        /// The most leaves of a tree, 2…65,536. Trees grow best leaf first.
        public var maxLeafCount = 20
        /// The most splits between root and leaf, ≥ 1; `nil` for no limit. A tree has at most 2^maxDepth leaves.
        public var maxDepth: Int? = 6
        /// The least total weight of the rows in a leaf, ≥ 1; without weights, the least number of rows. In data of more
        /// than 131,072 rows it is held through the bound rows ≥ 4 Σ hessian, which for rare outcomes asks for more.
        public var minSamplesPerLeaf = 10
        /// The least Σ w p (1 − p) of a leaf, ≥ 0.
        public var minHessianPerLeaf = 1e-3
        /// λ ≥ 0 in the leaf value −G / (H + λ).
        public var l2Regularization = 7.0
        /// What the gain of a split must exceed, ≥ 0: G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ).
        public var minSplitGain = 0.0
        /// The most bins of a feature's values, 2…255; missing values have their own beside them.
        public var maxBinCount = 255
        /// Which rows each tree learns from.
        public var rowSampling = RowSampling.all
        /// The share of the features a tree may use, in (0, 1].
        public var featureSamplingPerTree = 1.0
        /// The share of the tree's features a split may use, in (0, 1].
        public var featureSamplingPerNode = 0.3
        /// How splits by sets of levels are held back.
        public var categorical = Categorical()
        /// By feature name: the direction the log-odds may go as the feature grows. Numeric features only.
        public var monotoneConstraints: [String: MonotoneDirection] = [:]
        /// Groups of features, by name, that may act together: all features on a path of a tree share a group, and one of no
        /// group stands alone. Without groups any may.
        public var interactionConstraints: [[String]] = []
        /// Stop when the validation loss has not improved for this many trees and keep the best; `nil` to grow all.
        public var earlyStoppingRounds: Int?
        /// What the validation loss is.
        public var validationMetric = ValidationMetric.logLoss
        /// Validation losses with the log-odds shifted to the validation rows' own share of won ones: for rows of a later
        /// time, whose level the training rows cannot tell. Otherwise a rate that changes with time would decide how many
        /// trees are best.
        public var validatesAtOwnLevel = false
        /// Where the chance in sampling comes from.
        public var seed: UInt64 = 0
        /// The forests that are grown side by side, each with a seed of its own, 1…1,000. The model is the mean of their
        /// log-odds: `treeCount` trees of each, one of every seed after the other, their leaf values divided by this number.
        /// More than one needs sampling of rows or features, without which all would be the same.
        public var seedCount = 1

        public init() {}

        /// Restraints on splits by sets of levels, which could otherwise fit noise level by level.
        public struct Categorical: Sendable, Equatable {
            /// Levels are ordered by G / (H + smoothing), ≥ 0: rare levels move to the middle.
            public var smoothing = 5.0
            /// The least weight a level must have in a node to have a side of its own, ≥ 0; rarer ones go together.
            public var minSamplesPerLevel = 50
            /// Added to λ in the gain of such splits, ≥ 0.
            public var l2Regularization = 1.0
            /// A feature with at least so many levels among the rows, ≥ 2, is learned from as the share of won leads of each
            /// level, by ordered target statistics, and split into sets of levels by that; `nil` to take all as levels.
            public var minEncodedLevelCount: Int? = 50
            /// How many leads the share of all counts like in that of a level, > 0.
            public var priorWeight = 10.0

            public init() {}
        }
    }

    /// Which rows a tree learns from.
    public enum RowSampling: Sendable, Equatable {
        case all
        /// Each row with this probability, in (0, 1].
        case uniform(fraction: Double)
        /// The rows with the largest |gradient|, and a share of all rows from the rest, weighted up to stand for it (GOSS: Ke
        /// et al., LightGBM, 2017). Both in (0, 1), together at most 1.
        case gradientBased(largest: Double, rest: Double)
    }

    /// How the log-odds may move as a feature grows.
    public enum MonotoneDirection: Sendable, Equatable {
        case increasing, decreasing
    }
}

extension GradientBoostingTrainer.Hyperparameters {
    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)`` naming the first value out of range.
    func check() throws(LearningError) {
        try require(treeCount >= 1, "treeCount", treeCount, "at least 1")
        try require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "in (0, 1]")
        try require((2...65_536).contains(maxLeafCount), "maxLeafCount", maxLeafCount, "2 to 65536")
        if let maxDepth { try require(maxDepth >= 1, "maxDepth", maxDepth, "at least 1, or none") }
        try require((1...1 << 40).contains(minSamplesPerLeaf), "minSamplesPerLeaf", minSamplesPerLeaf, "at least 1")
        try requireFinite(minHessianPerLeaf, "minHessianPerLeaf")
        try requireFinite(l2Regularization, "l2Regularization")
        try requireFinite(minSplitGain, "minSplitGain")
        try require((2...255).contains(maxBinCount), "maxBinCount", maxBinCount, "2 to 255")
        try requireShare(featureSamplingPerTree, "featureSamplingPerTree")
        try requireShare(featureSamplingPerNode, "featureSamplingPerNode")
        try requireFinite(categorical.smoothing, "categorical.smoothing")
        try requireFinite(categorical.l2Regularization, "categorical.l2Regularization")
        try require(
            (0...1 << 40).contains(categorical.minSamplesPerLevel), "categorical.minSamplesPerLevel",
            categorical.minSamplesPerLevel, "at least 0")
        if let count = categorical.minEncodedLevelCount {
            try require(count >= 2, "categorical.minEncodedLevelCount", count, "at least 2, or none")
        }
        let priorWeight = categorical.priorWeight
        try require(
            priorWeight > 0 && priorWeight <= 1e9, "categorical.priorWeight", priorWeight, "above 0, at most 1e9")
        if let earlyStoppingRounds {
            try require(earlyStoppingRounds >= 1, "earlyStoppingRounds", earlyStoppingRounds, "at least 1, or none")
        }
        try require((1...1_000).contains(seedCount), "seedCount", seedCount, "1 to 1000")
        try require(
            seedCount == 1 || !isDeterministic, "seedCount", seedCount, "1, or sampling of rows or features besides")
        try checkRowSampling()
    }

    /// Whether nothing is left to chance, so that a tree that cannot be grown means that no later one can.
    var isDeterministic: Bool {
        rowSampling == .all && featureSamplingPerTree == 1 && featureSamplingPerNode == 1
    }

    private func checkRowSampling() throws(LearningError) {
        switch rowSampling {
        case .all: return
        case .uniform(let fraction): try requireShare(fraction, "rowSampling.fraction")
        case .gradientBased(let largest, let rest):
            try require(largest > 0 && largest < 1, "rowSampling.largest", largest, "in (0, 1)")
            try require(rest > 0 && rest <= 1 - largest, "rowSampling.rest", rest, "in (0, 1 − largest]")
        }
    }

    private func requireFinite(_ value: Double, _ name: String) throws(LearningError) {
        try require(value >= 0 && value.isFinite, name, value, "finite and at least 0")
    }

    private func requireShare(_ value: Double, _ name: String) throws(LearningError) {
        try require(value > 0 && value <= 1, name, value, "in (0, 1]")
    }

    private func require(
        _ holds: Bool, _ name: String, _ value: some CustomStringConvertible, _ expected: String
    ) throws(LearningError) {
        guard holds else {
            throw .invalidHyperparameter(name: name, value: value.description, expected: expected)
        }
    }
}
