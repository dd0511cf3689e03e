import LearningCore

/// Venn–Abers prediction (Vovk and Petej, 2014), inductive: a range for the probability of one lead.
///
/// The lead is added to the calibration rows once as lost and once as won, isotonic regression is fitted to each, and the
/// two values at the lead are the range [p₀, p₁]. If calibration rows and leads are exchangeable, the one of the two that
/// goes with the actual outcome is perfectly calibrated, whatever the model: a guarantee without assumptions on shape. The
/// range is wide where there are few calibration rows; it is not a confidence interval.
///
/// Both values depend on the lead only through its place among the calibration scores, so all of them are computed
/// beforehand (after Vovk, Petej and Fedorova, 2015) and a lead costs a binary search. Isotonic regression is the slope of
/// the greatest convex minorant of the points P_i = (weight, won weight of the first i scores). Adding a lead at score i
/// moves all points from P_i on by (w, w) or (w, 0); the new slope there is that of the line that touches the convex hull
/// of the points before from above right and of the moved points after: the bridge between two hulls.
public struct VennAbersCalibration: Sendable {
    public init() {}

    /// The lead added has the mean weight of the rows.
    ///
    /// - Complexity: O(rows log rows) in practice; the walk along the hulls is as long as the steps a single lead pools.
    public func fitted(to sample: CalibrationSample) -> VennAbersMap {
        let groups = ScoreGroups(sample)
        let counted = sample.weights?.count { $0 > 0 } ?? sample.rowCount
        let weight = sample.total / Double(counted)
        let hulls = HullBridges(weights: groups.weights, sums: groups.won)
        return VennAbersMap(
            scores: groups.scores, lower: hulls.slopes(movedBy: (weight, 0)),
            upper: hulls.slopes(movedBy: (weight, weight)))
    }
}

/// What ``VennAbersCalibration`` has learned: two rising step functions of the log-odds.
public struct VennAbersMap: Sendable, Codable, Equatable {
    /// Where a bound changes, and its value there.
    public struct Step: Sendable, Codable, Equatable {
        public let logOdds: Double
        public let probability: Double
    }

    /// p₀ from this log-odds on (0 below the first).
    public let lower: [Step]
    /// p₁ up to this log-odds (1 above the last).
    public let upper: [Step]

    /// A lead's range.
    public struct ProbabilityRange: Sendable, Codable, Equatable {
        public let low: Double
        public let high: Double
        /// p₁ / (1 − p₀ + p₁), the one probability that loses least log loss for certain.
        public var probability: Double { high / (1 - low + high) }
    }

    init(scores: [Double], lower: [Double], upper: [Double]) {
        self.lower = scores.indices.filter { $0 == 0 || lower[$0] != lower[$0 - 1] }
            .map { Step(logOdds: scores[$0], probability: lower[$0]) }
        self.upper = scores.indices.filter { $0 == scores.count - 1 || upper[$0] != upper[$0 + 1] }
            .map { Step(logOdds: scores[$0], probability: upper[$0]) }
    }

    /// Complexity: O(log steps). `NaN` gives 0...1.
    public func range(logOdds z: Double) -> ProbabilityRange {
        let above = lower.partitioningIndex { !($0.logOdds <= z) }
        let here = upper.partitioningIndex { $0.logOdds >= z }
        let low = above == 0 ? 0 : lower[above - 1].probability
        let high = here == upper.count ? 1 : upper[here].probability
        return ProbabilityRange(low: min(low, high), high: high)
    }
}

extension VennAbersMap {
    /// - Throws: `DecodingError` if the bounds do not rise within 0...1.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        lower = try values.decode([Step].self, forKey: .lower)
        upper = try values.decode([Step].self, forKey: .upper)
        for steps in [lower, upper] {
            let inRange = steps.allSatisfy { $0.logOdds.isFinite && (0...1).contains($0.probability) }
            let rising = zip(steps, steps.dropFirst()).allSatisfy {
                $0.logOdds < $1.logOdds && $0.probability <= $1.probability
            }
            guard inRange, rising else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "the Venn–Abers bounds do not rise"))
            }
        }
    }
}
