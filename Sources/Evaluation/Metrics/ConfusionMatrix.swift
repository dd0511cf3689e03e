import LearningCore

/// What happens when every lead with a probability of at least `cutoff` is called.
///
/// The cut-off belongs to capacity or cost and is chosen before the rows are seen. Accuracy is here because people ask
/// for it; with rare wins "call nobody" has a high one, so it is never a headline.
public struct ConfusionMatrix: Sendable, Codable, Equatable {
    /// Won and called, lost and called, lost and left, won and left: sums of weights.
    public let truePositives: Double
    public let falsePositives: Double
    public let trueNegatives: Double
    public let falseNegatives: Double

    public init(truePositives: Double, falsePositives: Double, trueNegatives: Double, falseNegatives: Double) {
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.trueNegatives = trueNegatives
        self.falseNegatives = falseNegatives
    }

    /// - Parameter cutoff: a probability; a lead exactly at it is called. Complexity: O(log distinct scores).
    public init(of outcomes: ScoredOutcomes, cutoff: Double) {
        let ranking = outcomes.ranking
        // `!(… >= cutoff)` and not `<`, so that a cut-off that is no number calls nobody.
        let called = ranking.levels.probabilities.partitioningIndex { !($0 >= cutoff) }
        self.init(
            truePositives: ranking.wonAbove[called], falsePositives: ranking.lostAbove[called],
            trueNegatives: ranking.totalLost - ranking.lostAbove[called],
            falseNegatives: ranking.totalWon - ranking.wonAbove[called])
    }

    public var total: Double { truePositives + falsePositives + trueNegatives + falseNegatives }
    public var called: Double { truePositives + falsePositives }

    /// Each ratio is `nil` when its denominator is 0.
    public var accuracy: Double? { ratio(truePositives + trueNegatives, total) }
    public var precision: Double? { ratio(truePositives, called) }
    /// Also called sensitivity or capture.
    public var recall: Double? { ratio(truePositives, truePositives + falseNegatives) }
    public var specificity: Double? { ratio(trueNegatives, trueNegatives + falsePositives) }
    /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).
    public var f1: Double? { ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }
    public var balancedAccuracy: Double? {
        guard let recall, let specificity else { return nil }
        return (recall + specificity) / 2
    }

    /// Matthews' correlation coefficient in -1...1.
    public var matthewsCorrelation: Double? {
        let margins = [
            called, total - called, truePositives + falseNegatives, trueNegatives + falsePositives,
        ]
        // The root of each margin by itself: their product may overflow.
        let scale = margins.reduce(1) { $0 * $1.squareRoot() }
        guard scale > 0 else { return nil }
        let covariance = truePositives * trueNegatives - falsePositives * falseNegatives
        return min(max(covariance / scale, -1), 1)
    }

    private func ratio(_ part: Double, _ whole: Double) -> Double? {
        whole > 0 ? part / whole : nil
    }
}
