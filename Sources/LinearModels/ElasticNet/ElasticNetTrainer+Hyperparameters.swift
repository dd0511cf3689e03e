internal import LearningCore

extension ElasticNetTrainer {
    /// What can be chosen. Data has no place here.
    public struct Hyperparameters: Sendable, Equatable {
        /// How λ is chosen from the path.
        public enum Choice: String, Sendable, CaseIterable {
            /// The lowest log loss in cross-validation.
            case lowestLoss
            /// The largest λ whose log loss is within a standard error of the lowest: fewer features, hardly worse.
            case oneStandardError
        }

        /// α in 0…1: the share of the penalty that is on absolute values.
        public var l1Ratio = 1.0
        /// The λs of the path, falling and ≥ 0; `nil` for those the data calls for.
        public var penalties: [Double]?
        /// The number of λs if none are given, ≥ 2.
        public var penaltyCount = 100
        /// The last λ as a share of the first, in (0, 1); `nil` for 0.0001, or 0.01 with fewer rows than columns.
        public var smallestPenaltyRatio: Double?
        public var choice = Choice.lowestLoss
        /// Folds of the cross-validation, 2…100.
        public var foldCount = 5
        /// Decides who goes into which fold.
        public var seed: UInt64 = 0
        /// The most quadratic models solved for one λ, ≥ 1.
        public var maxIterations = 100
        /// The largest violation of the optimality conditions, on standardised columns and divided by the total weight, that
        /// counts as converged.
        public var tolerance = 1e-8
        public var encoding = EncodingOptions()

        public init() {}
    }
}

extension ElasticNetTrainer.Hyperparameters {
    func check() throws(LearningError) {
        try require(l1Ratio >= 0 && l1Ratio <= 1, "l1Ratio", "\(l1Ratio)", "a number in 0…1")
        if let penalties {
            let falls = zip(penalties, penalties.dropFirst()).allSatisfy { $0 > $1 }
            try require(
                !penalties.isEmpty && falls && penalties.allSatisfy { $0 >= 0 && $0.isFinite }, "penalties",
                "\(penalties.count) numbers", "falling numbers ≥ 0")
        }
        try require((2...10_000).contains(penaltyCount), "penaltyCount", "\(penaltyCount)", "an integer in 2…10,000")
        if let ratio = smallestPenaltyRatio {
            try require(ratio > 0 && ratio < 1, "smallestPenaltyRatio", "\(ratio)", "a number between 0 and 1")
        }
        try require((2...100).contains(foldCount), "foldCount", "\(foldCount)", "an integer in 2…100")
        try require(maxIterations >= 1, "maxIterations", "\(maxIterations)", "an integer ≥ 1")
        try require(tolerance > 0 && tolerance < 1, "tolerance", "\(tolerance)", "a number between 0 and 1")
        try encoding.validate()
    }

    private func require(_ holds: Bool, _ name: String, _ value: String, _ expected: String) throws(LearningError) {
        guard holds else { throw .invalidHyperparameter(name: name, value: value, expected: expected) }
    }
}
