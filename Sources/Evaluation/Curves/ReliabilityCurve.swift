/// Stated against observed rate, in bins of equal weight by score, each rate with Wilson's interval.
///
/// Equal scores stay in one bin (that of the middle of their weight), so there may be fewer bins than asked for; none is
/// empty. With weights, Wilson's trials are Kish's effective number of rows, (Σw)² / Σw².
public struct ReliabilityCurve: Sendable, Codable, Equatable {
    public struct Bin: Sendable, Codable, Equatable {
        /// Σ weight; the number of rows when there are no weights.
        public let rows: Double
        public let won: Double
        public let meanProbability: Double
        /// Lowest and highest probability in the bin.
        public let lowestProbability: Double
        public let highestProbability: Double
        /// The won rate.
        public let rate: Estimate
    }

    /// By rising probability.
    public let bins: [Bin]

    /// - Parameters:
    ///   - outcomes: what to judge.
    ///   - binCount: at least 1.
    ///   - confidence: of the intervals; above 0, below 1.
    public init(of outcomes: ScoredOutcomes, binCount: Int = 10, confidence: Double = 0.95) {
        let levels = outcomes.ranking.levels
        bins = QuantileBins(of: outcomes.ranking, count: binCount).bins.reversed().compactMap { bin in
            let squares = bin.groups.reduce(0) { $0 + outcomes.wonSquares[$1] + outcomes.lostSquares[$1] }
            let share = min(bin.won / bin.weight, 1)
            let trials = bin.weight * (bin.weight / squares)
            guard
                let rate = WilsonInterval.estimate(
                    successes: min(share * trials, trials), trials: trials, confidence: confidence)
            else { return nil }
            return Bin(
                rows: bin.weight, won: bin.won, meanProbability: bin.probabilitySum / bin.weight,
                lowestProbability: levels.probabilities[bin.groups.upperBound - 1],
                highestProbability: levels.probabilities[bin.groups.lowerBound], rate: rate)
        }
    }
}
