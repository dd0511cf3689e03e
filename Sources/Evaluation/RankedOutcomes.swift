import Foundation
import LearningCore

/// The distinct scores of some leads in falling order, each with the weight of its won and lost rows.
///
/// Every metric is a function of this table. A bootstrap replicate is the same table with other weights (also 0), so a
/// metric written once has an interval without a sort per replicate.
///
/// With distinct scores s₀ > s₁ > …: `won[g]` and `lost[g]` are the weights at s_g; `wonAbove[g]` and `lostAbove[g]` are
/// the sums over all scores higher than s_g, and their last elements, at `count`, are the totals.
public struct RankedOutcomes: Sendable {
    public let levels: Levels
    public internal(set) var won: [Double]
    public internal(set) var lost: [Double]
    public internal(set) var wonAbove: [Double]
    public internal(set) var lostAbove: [Double]

    /// What is known of the distinct scores alone, shared by all replicates.
    public struct Levels: Sendable {
        /// Falling.
        public let scores: [Double]
        /// The chance of being won that each score states.
        public let probabilities: [Double]
        /// −ln p, and −ln(1 − p): what a won and what a lost row costs.
        public let wonLosses: [Double]
        public let lostLosses: [Double]

        init(scores: [Double], scale: ScoredOutcomes.Scale) {
            self.scores = scores
            switch scale {
            case .probability:
                let clipped = scores.map { min(max($0, .ulpOfOne), 1 - .ulpOfOne) }
                probabilities = scores
                wonLosses = clipped.map { -log($0) }
                lostLosses = clipped.map { -log1p(-$0) }
            case .logOdds:
                probabilities = scores.map(LogisticLoss.probability(logOdds:))
                wonLosses = scores.map { LogisticLoss.loss(logOdds: $0, won: true) }
                lostLosses = scores.map { LogisticLoss.loss(logOdds: $0, won: false) }
            }
        }
    }

    init(levels: Levels, won: [Double], lost: [Double]) {
        self.levels = levels
        self.won = won
        self.lost = lost
        wonAbove = Self.runningSums(of: won)
        lostAbove = Self.runningSums(of: lost)
    }

    /// The number of distinct scores.
    public var count: Int { won.count }
    public var totalWon: Double { wonAbove[count] }
    public var totalLost: Double { lostAbove[count] }
    public var total: Double { totalWon + totalLost }

    /// The weight of won rows among the best `weight` of all rows. Where the cut falls between equal scores, the won
    /// rows among them count in proportion: what a random order of the ties gives on average.
    ///
    /// - Parameter weight: in 0...``total``. Complexity: O(log count).
    public func wonWithin(best weight: Double) -> Double {
        let group = (0..<count).partitioningIndex { wonAbove[$0 + 1] + lostAbove[$0 + 1] >= weight }
        guard group < count else { return totalWon }
        let here = won[group] + lost[group]
        guard here > 0 else { return wonAbove[group] }
        return wonAbove[group] + won[group] * ((weight - wonAbove[group] - lostAbove[group]) / here)
    }

    private static func runningSums(of weights: [Double]) -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(weights.count + 1)
        var sum = 0.0
        for weight in weights {
            sum += weight
            sums.append(sum)
        }
        return sums
    }
}
