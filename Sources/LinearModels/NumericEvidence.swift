public import LearningCore

/// A number replaced by the weight of evidence of its range, which only rises or only falls with it: for effects that level
/// off or jump, from few leads. See ``WeightOfEvidenceBins`` for how ranges are found.
///
/// It takes the number's place and puts none beside it, for a straight line would spoil that the effect goes one way.
public struct NumericEvidence: Sendable, Equatable {
    /// Rising, finite: range `i` holds the numbers above edge `i − 1` and up to edge `i`; the last has no upper edge.
    public let edges: [Double]
    /// By range, then that of missing values; finite.
    public let weights: [Double]

    /// - Throws: ``LearningError/numericalFailure(_:)`` unless there are edges, they rise, and every range has a weight.
    public init(edges: [Double], weights: [Double]) throws(LearningError) {
        guard !edges.isEmpty, edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<) else {
            throw .numericalFailure("the edges of ranges must rise")
        }
        guard weights.count == edges.count + 2, weights.allSatisfy(\.isFinite) else {
            throw .numericalFailure("every range needs a weight of evidence")
        }
        self.edges = edges
        self.weights = weights
    }

    /// Complexity: O(log ranges).
    public func weight(of value: Double) -> Double {
        weights[value.isNaN ? weights.count - 1 : edges.partitioningIndex { value <= $0 }]
    }
}

extension NumericEvidence {
    static let largestCount = 8

    /// `nil` if the numbers tell nothing in one direction.
    ///
    /// - Complexity: O(rows · log rows).
    init?(fittedTo values: [Double], labels: [Bool], weights: [Double]?) {
        guard
            let bins = try? WeightOfEvidenceBins(
                values: values, labels: labels, weights: weights, mostRanges: Self.largestCount),
            let evidence = try? NumericEvidence(edges: bins.edges, weights: bins.weightsOfEvidence)
        else { return nil }
        self = evidence
    }
}
