import Foundation

/// The binomial distribution by the regularised incomplete beta function,
///
///     P(X ≤ k) = I_{1−p}(n − k, k + 1)
///
/// which also has a value where k and n are not whole, as expected counts over a random order of ties are. The
/// continued fraction is DLMF 8.17.22, summed by Lentz's method.
enum BinomialDistribution {
    /// P(X ≤ k) of n trials with chance p.
    static func cumulative(_ k: Double, trials n: Double, chance p: Double) -> Double {
        if k < 0 { return 0 }
        if k >= n || p <= 0 { return 1 }
        if p >= 1 { return 0 }
        return incompleteBeta(1 - p, n - k, k + 1)
    }

    /// P(X = k) of n trials with chance p, above 0 and below 1.
    static func mass(_ k: Double, trials n: Double, chance p: Double) -> Double {
        let ways: Double = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        let chances: Double = k * log(p) + (n - k) * log1p(-p)
        return exp(ways + chances)
    }

    /// The upper end of Clopper and Pearson's one-sided interval (1934): the p with P(X ≤ k) = 1 − confidence.
    static func upperLimit(successes k: Double, trials n: Double, confidence: Double) -> Double {
        guard k < n else { return 1 }
        var (low, high) = (k / n, 1.0)
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return high }
            if cumulative(k, trials: n, chance: middle) > 1 - confidence { low = middle } else { high = middle }
        }
    }

    /// I_x(a, b), for x in 0…1 and a, b above 0.
    private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let ways: Double = lgamma(a + b) - lgamma(a) - lgamma(b)
        let front = exp(ways + a * log(x) + b * log1p(-x))
        // The fraction converges fast on one side of the mean only.
        if x < (a + 1) / (a + b + 2) { return min(front * fraction(x, a, b) / a, 1) }
        return max(1 - front * fraction(1 - x, b, a) / b, 0)
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = d
        // About √max(a, b) terms are enough; the limit is never reached.
        for m in stride(from: 1.0, through: 100_000, by: 1) {
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + even * d)
            c = kept(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + odd * d)
            c = kept(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
