public import LearningCore

/// A number as one of up to sixty ranges: for effects that a curve of few knots cannot follow, such as a rate that took
/// a few hundred values, each of them a day with its own campaign.
///
/// The ranges are 0/1 columns beside the number itself, so that the penalty draws neighbouring ranges to the straight line
/// where they hold too few leads to say otherwise.
public struct NumericSteps: Sendable, Equatable {
    /// Rising, finite: range `i` holds the numbers above edge `i − 1` and up to edge `i`; the last has no upper edge.
    public let edges: [Double]

    /// - Throws: ``LearningError/numericalFailure(_:)`` unless there are edges and they rise.
    public init(edges: [Double]) throws(LearningError) {
        guard !edges.isEmpty, edges.count < Int(Int32.max), edges.allSatisfy(\.isFinite),
            zip(edges, edges.dropFirst()).allSatisfy(<)
        else { throw .numericalFailure("the edges of ranges must rise") }
        self.edges = edges
    }

    /// The number of ranges.
    public var count: Int { edges.count + 1 }

    /// The range of a number, from 0; −1 if it is missing. Complexity: O(log ranges).
    public func range(of value: Double) -> Int32 {
        guard !value.isNaN else { return -1 }
        return Int32(edges.partitioningIndex { value <= $0 })
    }
}

extension NumericSteps {
    static let largestCount = 60
    /// A range of fewer leads says too little for a column of its own.
    static let minimumWeight = 20.0

    /// Ranges of about equal weight for a column, or `nil` if its numbers are too few or too bunched for three.
    ///
    /// - Complexity: O(rows · log rows).
    init?(fittedTo values: [Double], weights: [Double]?) {
        var points: [(value: Double, weight: Double)] = []
        points.reserveCapacity(values.count)
        for (row, value) in values.enumerated() where !value.isNaN && weights?[row] ?? 1 > 0 {
            points.append((value, weights?[row] ?? 1))
        }
        points.sort { $0.value < $1.value }
        let total = points.reduce(0) { $0 + $1.weight }
        let share = max(total / Double(Self.largestCount), Self.minimumWeight)
        var edges: [Double] = []
        var inRange = 0.0
        var rest = total
        for (index, point) in points.enumerated().dropLast() {
            inRange += point.weight
            rest -= point.weight
            guard inRange >= share, rest >= share, point.value < points[index + 1].value else { continue }
            edges.append(point.value)
            inRange = 0
        }
        guard edges.count >= 2, let steps = try? NumericSteps(edges: edges) else { return nil }
        self = steps
    }
}
