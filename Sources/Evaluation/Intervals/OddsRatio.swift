import Foundation

/// By how much the odds of being won are multiplied where something applies, from a table of four counts:
///
///     ratio = a d / (b c)        interval  ratio · e^(± z √(1/a + 1/b + 1/c + 1/d))        (Woolf, 1955)
///
/// with a, b the won and lost leads to which it applies and c, d those of the others. If a count is 0, ½ is added to each
/// (Haldane, 1956; Anscombe, 1956).
public struct OddsRatio: Sendable, Codable, Equatable {
    public let ratio: Estimate
    /// Two-sided, of a ratio of 1 (Wald).
    public let pValue: Double

    /// - Parameter confidence: above 0, below 1.
    /// - Returns: `nil` unless it applies to some leads and does not to others, and both outcomes occur.
    public init?(won: Double, lost: Double, othersWon: Double, othersLost: Double, confidence: Double = 0.95) {
        var counts = [won, lost, othersWon, othersLost]
        precondition(counts.allSatisfy { $0 >= 0 })
        guard won + lost > 0, othersWon + othersLost > 0, won + othersWon > 0, lost + othersLost > 0 else { return nil }
        if counts.contains(0) { counts = counts.map { $0 + 0.5 } }
        let logRatio = log(counts[0]) - log(counts[1]) - log(counts[2]) + log(counts[3])
        let error = counts.reduce(0) { $0 + 1 / $1 }.squareRoot()
        let reach = NormalDistribution.twoSidedQuantile(confidence: confidence) * error
        ratio = Estimate(value: exp(logRatio), low: exp(logRatio - reach), high: exp(logRatio + reach))
        pValue = 2 * NormalDistribution.upperTail(abs(logRatio) / error)
    }
}
