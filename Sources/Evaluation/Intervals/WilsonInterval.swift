/// Wilson's score interval of a proportion (1927).
///
///     centre ± half-width = (k + z²/2 ± z √(k (n − k) / n + z²/4)) / (n + z²)
///
/// Unlike the textbook's p ± z √(p (1 − p) / n) it stays within 0...1 and is honest for few trials and at 0 and n.
public enum WilsonInterval {
    /// - Parameters:
    ///   - successes: 0...trials; sums of weights need not be whole.
    ///   - trials: above 0, or the interval is 0...1 and there is no estimate: `nil`.
    ///   - confidence: above 0, below 1.
    public static func estimate(successes: Double, trials: Double, confidence: Double = 0.95) -> Estimate? {
        guard trials > 0 else { return nil }
        precondition((0...trials).contains(successes))
        let z = NormalDistribution.twoSidedQuantile(confidence: confidence)
        let square = z * z
        let spread = z * (successes * ((trials - successes) / trials) + square / 4).squareRoot()
        let centre = successes + square / 2
        return Estimate(
            value: successes / trials, low: max((centre - spread) / (trials + square), 0),
            high: min((centre + spread) / (trials + square), 1))
    }
}
