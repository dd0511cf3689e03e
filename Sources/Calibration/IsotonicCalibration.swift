public import LearningCore

/// Isotonic regression of the outcome on the log-odds (Zadrozny and Elkan, 2002): the rising step function with the least
/// weighted squared error, by the pool-adjacent-violators algorithm (Ayer et al., 1955).
///
/// Equal log-odds are one point. Between the last point of one step and the first of the next the probability is
/// interpolated linearly in the log-odds, as scikit-learn does; outside it is that of the end. A first step without won
/// rows and a last one without lost rows do not state 0 and 1, which the next lead may prove infinitely wrong, but
/// Laplace's 1 / (w + 2) and (w + 1) / (w + 2), w being the step's weight, or the neighbouring step's rate where that
/// is nearer the end.
///
/// It bends any way the outcomes ask for, but needs some thousand rows, and leads on one step tie.
public struct IsotonicCalibration: Calibrator {
    public init() {}

    public var name: String { "isotonic" }

    public func fitted(to sample: CalibrationSample) throws(LearningError) -> CalibrationMap {
        let groups = ScoreGroups(sample)
        let steps = PoolAdjacentViolators.steps(weights: groups.weights, sums: groups.won)
        var rates = steps.map(\.rate)
        if let first = steps.first, first.rate == 0 {
            rates[0] = min(1 / (first.weight + 2), rates.count > 1 ? rates[1] : 1)
        }
        if let last = steps.last, last.rate == 1 {
            let end = rates.count - 1
            rates[end] = max((last.weight + 1) / (last.weight + 2), end > 0 ? rates[end - 1] : 0)
        }
        var points: [IsotonicMap.Point] = []
        for (step, rate) in zip(steps, rates) {
            points.append(.init(logOdds: groups.scores[step.groups.lowerBound], probability: rate))
            guard step.groups.count > 1 else { continue }
            points.append(.init(logOdds: groups.scores[step.groups.upperBound - 1], probability: rate))
        }
        return .isotonic(try IsotonicMap(points: points))
    }
}

/// What ``IsotonicCalibration`` has learned: a rising line through points.
public struct IsotonicMap: Sendable, Codable, Equatable {
    public struct Point: Sendable, Codable, Equatable {
        public let logOdds: Double
        public let probability: Double

        public init(logOdds: Double, probability: Double) {
            self.logOdds = logOdds
            self.probability = probability
        }
    }

    /// At least one; log-odds rise, probabilities do not fall.
    public let points: [Point]

    /// - Throws: ``LearningCore/LearningError/numericalFailure(_:)`` unless the points are as ``points`` says.
    public init(points: [Point]) throws(LearningError) {
        let inRange = points.allSatisfy { $0.logOdds.isFinite && (0...1).contains($0.probability) }
        let rising = zip(points, points.dropFirst()).allSatisfy {
            $0.logOdds < $1.logOdds && $0.probability <= $1.probability
        }
        guard !points.isEmpty, inRange, rising else { throw .numericalFailure("the isotonic map does not rise") }
        self.points = points
    }

    /// - Parameter z: not `NaN`. Complexity: O(log points).
    func probability(logOdds z: Double) -> Double {
        let after = points.partitioningIndex { $0.logOdds >= z }
        guard after < points.count else { return points[points.count - 1].probability }
        guard after > 0 else { return points[0].probability }
        let (low, high) = (points[after - 1], points[after])
        // Halves, so that the distance of the two most distant numbers is finite.
        let share = (z / 2 - low.logOdds / 2) / (high.logOdds / 2 - low.logOdds / 2)
        return min(low.probability + share * (high.probability - low.probability), high.probability)
    }
}

extension IsotonicMap {
    /// - Throws: `DecodingError`, or an error of ``init(points:)``.
    public init(from decoder: any Decoder) throws {
        try self.init(points: decoder.container(keyedBy: CodingKeys.self).decode([Point].self, forKey: .points))
    }
}
