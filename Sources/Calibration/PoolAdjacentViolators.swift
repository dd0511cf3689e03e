/// The rising step function closest to weighted rates, by the pool-adjacent-violators algorithm: neighbours that fall are
/// pooled until none does.
enum PoolAdjacentViolators {
    struct Step: Equatable {
        /// The points pooled.
        var groups: Range<Int>
        var weight: Double
        var sum: Double

        var rate: Double { sum >= weight ? 1 : sum / weight }
    }

    /// - Parameters:
    ///   - weights: positive, point by point in the order in which the rate is to rise.
    ///   - sums: weight · rate of each point.
    /// - Returns: steps with strictly rising rates that cover all points. Complexity: O(points).
    static func steps(weights: [Double], sums: [Double]) -> [Step] {
        var steps: [Step] = []
        for (index, (weight, sum)) in zip(weights, sums).enumerated() {
            var step = Step(groups: index..<(index + 1), weight: weight, sum: sum)
            while let last = steps.last, last.sum * step.weight >= step.sum * last.weight {
                step.groups = last.groups.lowerBound..<step.groups.upperBound
                step.weight += last.weight
                step.sum += last.sum
                steps.removeLast()
            }
            steps.append(step)
        }
        return steps
    }
}
