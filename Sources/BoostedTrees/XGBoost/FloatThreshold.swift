/// XGBoost's comparison of single-precision numbers as one of doubles.
///
/// XGBoost rounds a value to single precision and goes left if that is **below** the threshold; our trees go left if the
/// value itself, a double, is **not above** theirs. With t the threshold and p the number of single precision before it,
///
///     Float(x) < t   ⇔   Float(x) ≤ p   ⇔   x < m,  or x = m and m is rounded to p,      m = (p + t) / 2
///
/// because rounding to the nearest is monotone and changes sides at m, which needs one bit more than p and t have and is
/// therefore a double. At m itself the one with the even significand wins (IEEE 754, ties to even). So our threshold is m
/// if p is even, else the double before m; no value of any kind is sent another way than XGBoost sends it.
enum FloatThreshold {
    /// The greatest double that is rounded to a number below `threshold`; `nil` for NaN and −∞, below which is nothing.
    static func lastBelow(_ threshold: Float) -> Double? {
        guard threshold > -.infinity else { return nil }
        let before = threshold.nextDown
        // Beyond the greatest finite number rounding works as if the next one were there.
        let beyond = Double(Float.greatestFiniteMagnitude) + Double(Float.greatestFiniteMagnitude.ulp) / 2
        let middle =
            if threshold == .infinity { beyond } else if before == -.infinity { -beyond } else {
                (Double(before) + Double(threshold)) / 2
            }
        return before.bitPattern & 1 == 0 ? middle : middle.nextDown
    }
}
