public import LearningCore

/// A number bent at a few knots: what a straight line in t(x) lacks to become a natural cubic spline.
///
/// With u = t(x) and knots t₁ < … < t_k, the bends are, for j = 1 … k − 2,
///
///     d_j(u) = [(u − t_j)₊³ − (u − t_k)₊³] / (t_k − t_j)        bend_j(u) = [d_j(u) − d_{k−1}(u)] / (t_k − t₁)²
///
/// Together with u and a constant they span all curves that are cubic between the knots, twice smooth at them, and
/// straight outside (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 5.2.1).
public struct NaturalSpline: Sendable, Equatable {
    public let transform: NumericEncoding.Transform
    /// Rising, finite, at least three, in the unit of t(x).
    public let knots: [Double]
    /// The mean of each bend in training, which stands in for a missing number's.
    public let fills: [Double]

    /// - Throws: ``LearningError/numericalFailure(_:)`` unless the knots rise and there is a fill for each bend.
    public init(
        transform: NumericEncoding.Transform, knots: [Double], fills: [Double]
    ) throws(LearningError) {
        guard knots.count >= 3, zip(knots, knots.dropFirst()).allSatisfy(<), fills.count == knots.count - 2,
            knots.allSatisfy({ $0.magnitude <= NumericEncoding.limit }), fills.allSatisfy(\.isFinite)
        else { throw .numericalFailure("a spline needs at least three rising knots and a number for each bend") }
        self.transform = transform
        self.knots = knots
        self.fills = fills
    }

    /// How many numbers the spline adds beside t(x).
    public var bendCount: Int { knots.count - 2 }

    /// Bend `j` (from 0) of a number; its fill if the number is missing.
    public func bend(_ j: Int, of value: Double) -> Double {
        guard !value.isNaN else { return fills[j] }
        let limit = NumericEncoding.limit
        return Self.bend(j, at: min(max(transform(value), -limit), limit), knots)
    }

    /// Beyond the last knot the cubes cancel out and leave a line, which is computed as one so that no digits are lost.
    static func bend(_ j: Int, at u: Double, _ knots: [Double]) -> Double {
        let last = knots.count - 1
        let span = knots[last] - knots[0]
        let inside = min(u, knots[last])
        let curve = (slopeless(j, inside, knots) - slopeless(last - 1, inside, knots)) / (span * span)
        guard u > knots[last] else { return curve }
        return curve + 3 * (knots[last - 1] - knots[j]) / (span * span) * (u - knots[last])
    }

    /// d_j(u) for u up to the last knot.
    private static func slopeless(_ j: Int, _ u: Double, _ knots: [Double]) -> Double {
        let above = max(u - knots[j], 0)
        return above * above * above / (knots[knots.count - 1] - knots[j])
    }
}

extension NaturalSpline {
    /// Fewer different numbers than this are no curve.
    static let minimumDistinctCount = 10
    /// The shares of the leads below each knot (Harrell, Regression Modeling Strategies, 2.4.6).
    static let knotShares = [0.05, 0.275, 0.5, 0.725, 0.95]

    /// A spline for a column, or `nil` if its numbers are too few or too bunched to bend.
    ///
    /// - Complexity: O(rows · log rows).
    init?(fittedTo values: [Double], weights: [Double]?, logSkewness: Double?) {
        let transform = NumericEncoding.Transform(fittedTo: values, weights: weights, logSkewness: logSkewness)
        var points: [(value: Double, weight: Double)] = []
        points.reserveCapacity(values.count)
        for (row, value) in values.enumerated() where !value.isNaN && weights?[row] ?? 1 > 0 {
            points.append((transform(value), weights?[row] ?? 1))
        }
        points.sort { $0.value < $1.value }
        guard points.count >= Self.minimumDistinctCount, Self.hasEnoughDistinct(points.map(\.value)) else { return nil }
        var knots: [Double] = []
        for knot in Self.quantiles(of: points) where knot > knots.last ?? -.infinity { knots.append(knot) }
        guard knots.count >= 3, knots[knots.count - 1] - knots[0] > 1e-9 * max(1, knots[0].magnitude) else {
            return nil
        }
        let total = points.reduce(0) { $0 + $1.weight }
        let fills = (0..<knots.count - 2).map { bend in
            points.reduce(0) { $0 + $1.weight * Self.bend(bend, at: $1.value, knots) } / total
        }
        guard let spline = try? NaturalSpline(transform: transform, knots: knots, fills: fills) else { return nil }
        self = spline
    }

    private static func hasEnoughDistinct(_ sorted: [Double]) -> Bool {
        var count = 1
        for (value, next) in zip(sorted, sorted.dropFirst()) where value < next {
            count += 1
            if count >= minimumDistinctCount { return true }
        }
        return false
    }

    /// The smallest number with at least that share of the weight at or below it, for each knot share.
    private static func quantiles(of points: [(value: Double, weight: Double)]) -> [Double] {
        let total = points.reduce(0) { $0 + $1.weight }
        var below = 0.0
        var next = 0
        var quantiles: [Double] = []
        for point in points {
            below += point.weight
            while next < knotShares.count, below >= knotShares[next] * total {
                quantiles.append(point.value)
                next += 1
            }
        }
        return quantiles
    }
}
