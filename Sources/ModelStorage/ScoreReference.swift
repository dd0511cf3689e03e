import LearningCore

/// What a score is compared with: the base rate, and how the scores of the training leads were distributed.
public struct ScoreReference: Sendable, Codable, Equatable {
    /// The share of won leads, within 0…1.
    public var baseRate: Double
    /// Log-odds at evenly spaced ranks, rising: `quantiles[0]` the lowest, the last the highest.
    public var quantiles: [Double]

    /// - Throws: ``StorageError/inconsistent(_:)`` unless the base rate is a rate and the quantiles are finite and rising.
    public init(baseRate: Double, quantiles: [Double]) throws(StorageError) {
        guard baseRate > 0, baseRate < 1 else { throw .inconsistent("the base rate is not between 0 and 1") }
        guard !quantiles.isEmpty, quantiles.allSatisfy(\.isFinite), zip(quantiles, quantiles.dropFirst()).allSatisfy(<=)
        else { throw .inconsistent("the reference scores are not in rising order") }
        self.baseRate = baseRate
        self.quantiles = quantiles
    }

    /// Summarises reference scores in at most `count` quantiles. `logOdds` must not be empty.
    public init(baseRate: Double, logOdds: [Double], count: Int = 1_001) throws(StorageError) {
        let sorted = logOdds.sorted()
        let kept = min(count, sorted.count)
        let last = Double(sorted.count - 1)
        let quantiles = (0..<kept).map { sorted[Int((Double($0) / Double(max(kept - 1, 1)) * last).rounded())] }
        try self.init(baseRate: baseRate, quantiles: quantiles)
    }

    /// The share of reference leads with a lower score, ties counted half, in percent: 0…100.
    public func percentile(of logOdds: Double) -> Double { Self.percentile(of: logOdds, among: quantiles) }

    /// - Parameter quantiles: rising, not empty.
    static func percentile(of value: Double, among quantiles: [Double]) -> Double {
        let below = quantiles.partitioningIndex { $0 >= value }
        let notAbove = quantiles.partitioningIndex { $0 > value }
        return 50 * Double(below + notAbove) / Double(quantiles.count)
    }
}
