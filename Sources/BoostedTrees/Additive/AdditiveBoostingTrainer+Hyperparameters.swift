import LearningCore

extension AdditiveBoostingTrainer {
    /// What decides the shape of the summands. Holds no data; ``AdditiveBoostingTrainer/init(_:)`` checks it.
    public struct Hyperparameters: Sendable, Equatable {
        /// The share of each Newton step that is taken, in (0, 0.5].
        public var learningRate = 0.08
        /// The most rounds over the features, and again over the pairs, ≥ 1.
        public var maxRoundCount = 2_000
        /// Learning stops when this many rounds have not lowered the loss on rows left out by a ten-thousandth of it, ≥ 1;
        /// the round with the lowest loss is kept.
        public var earlyStoppingRounds = 30
        /// The most pairs, ≥ 0; 0 learns features alone.
        public var maxPairCount = 20
        /// Groups of features, by name: only features that share one make a pair. Without groups any may.
        public var interactionConstraints: [[String]] = []
        /// The most bins of a feature's values, 2…255; missing values have their own beside them.
        public var maxBinCount = 255
        /// The least weight on either side of a cut, ≥ 1; the number of rows, where weights are not whole.
        public var minSamplesPerSide = 10
        /// λ > 0 of a number's sides and a pair's quadrants.
        public var l2Regularization = 5.0
        /// λ > 0 of a level.
        public var levelRegularization = 5.0
        /// Decides which rows each of the eight models leaves out.
        public var seed: UInt64 = 0

        public init() {}
    }
}

extension AdditiveBoostingTrainer.Hyperparameters {
    func check() throws(LearningError) {
        try require(learningRate > 0 && learningRate <= 0.5, "learningRate", learningRate, "in (0, 0.5]")
        try require(maxRoundCount >= 1, "maxRoundCount", maxRoundCount, "at least 1")
        try require(earlyStoppingRounds >= 1, "earlyStoppingRounds", earlyStoppingRounds, "at least 1")
        try require((0...10_000).contains(maxPairCount), "maxPairCount", maxPairCount, "in 0…10,000")
        try require((2...255).contains(maxBinCount), "maxBinCount", maxBinCount, "in 2…255")
        try require((1...1 << 30).contains(minSamplesPerSide), "minSamplesPerSide", minSamplesPerSide, "at least 1")
        try requirePositive(l2Regularization, "l2Regularization")
        try requirePositive(levelRegularization, "levelRegularization")
    }

    private func requirePositive(_ value: Double, _ name: String) throws(LearningError) {
        try require(value > 0 && value <= 1e30, name, value, "in (0, 1e30]")
    }

    private func require(
        _ holds: Bool, _ name: String, _ value: some CustomStringConvertible, _ expected: String
    ) throws(LearningError) {
        guard holds else { throw .invalidHyperparameter(name: name, value: value.description, expected: expected) }
    }
}
