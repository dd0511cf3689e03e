/// Whether two ways of choosing the same number of leads find equally many of the won ones (McNemar, 1947).
///
/// Only won leads that one way finds and the other misses tell the ways apart: b by the first alone, c by the second
/// alone. If both are equally good, b is binomial of n = b + c trials with chance ½.
///
///     exact p = min(1, 2 P(X ≤ min(b, c)))        mid-p = 2 P(X ≤ min(b, c)) − P(X = min(b, c))
///
/// The exact test is too careful; the mid-p one is nearly unbiased (Fagerland, Lydersen and Laake, 2013, whose
/// 1 − ½ P(X = b) holds for b = c). Counts need not be whole: shared in proportion among equal scores they are
/// expectations, and the binomial distribution is continued between whole numbers.
public struct McNemarTest: Sendable, Codable, Equatable {
    public let firstOnly: Double
    public let secondOnly: Double
    /// 1 without a lead that tells the ways apart.
    public let exactPValue: Double
    public let midPValue: Double

    private enum CodingKeys: String, CodingKey {
        case firstOnly = "first_only"
        case secondOnly = "second_only"
        case exactPValue = "p_exact"
        case midPValue = "p_mid"
    }

    /// - Parameters:
    ///   - firstOnly: b ≥ 0.
    ///   - secondOnly: c ≥ 0.
    public init(firstOnly: Double, secondOnly: Double) {
        precondition(firstOnly >= 0 && secondOnly >= 0)
        self.firstOnly = firstOnly
        self.secondOnly = secondOnly
        let trials = firstOnly + secondOnly
        guard trials > 0 else {
            (exactPValue, midPValue) = (1, 1)
            return
        }
        let fewer = min(firstOnly, secondOnly)
        let tail = 2 * BinomialDistribution.cumulative(fewer, trials: trials, chance: 0.5)
        let mass = BinomialDistribution.mass(fewer, trials: trials, chance: 0.5)
        exactPValue = min(tail, 1)
        midPValue = firstOnly == secondOnly ? 1 - mass / 2 : min(max(tail - mass, 0), 1)
    }
}
