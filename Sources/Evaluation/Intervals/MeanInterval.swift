/// The interval of a weighted mean of one loss per row, by the central limit theorem.
///
///     m = Σ w_i l_i / W          variance of m = n / (n − 1) · Σ w_i² (l_i − m)² / W²
///
/// With unit weights this is the sample variance divided by n.
enum MeanInterval {
    /// - Parameter loss: the loss of a won or lost row at a position of the ranking.
    /// - Returns: `nil` for fewer than two rows.
    static func estimate(
        of outcomes: ScoredOutcomes, confidence: Double, range: ClosedRange<Double>,
        loss: (RankedOutcomes.Levels, Int, Bool) -> Double
    ) -> Estimate? {
        let ranking = outcomes.ranking
        let rows = Double(outcomes.rowCount)
        guard rows >= 2 else { return nil }
        let levels = ranking.levels
        var sum = 0.0
        for group in 0..<ranking.count {
            sum += ranking.won[group] * loss(levels, group, true) + ranking.lost[group] * loss(levels, group, false)
        }
        let mean = sum / ranking.total
        var squares = 0.0
        for group in 0..<ranking.count {
            let won = loss(levels, group, true) - mean
            let lost = loss(levels, group, false) - mean
            squares += outcomes.wonSquares[group] * (won * won) + outcomes.lostSquares[group] * (lost * lost)
        }
        let error = (rows / (rows - 1) * squares).squareRoot() / ranking.total
        let reach = NormalDistribution.twoSidedQuantile(confidence: confidence) * error
        return Estimate(
            value: mean, low: max(mean - reach, range.lowerBound), high: min(mean + reach, range.upperBound))
    }
}
