import Evaluation

/// Whether the newest leads are won at another rate than those before them.
///
/// Then probabilities, which are learned at the old rate, are off for the leads to come, while their ranks mostly hold: bank
/// campaigns went from one lead in twenty to one in three within two years.
struct RateDrift {
    let before: Double
    let newest: Double
    private let isCertain: Bool

    init(labels: [Bool], _ split: Split) {
        let old = Double(split.train.count { labels[$0] })
        let new = Double(split.test.count { labels[$0] })
        let (olds, news) = (Double(split.train.count), Double(split.test.count))
        before = old / olds
        newest = new / news
        let pooled = (old + new) / (olds + news)
        let deviation = (pooled * (1 - pooled) * (1 / olds + 1 / news)).squareRoot()
        isCertain = abs(newest - before) > 4 * deviation
    }

    /// `nil` unless the odds have changed by half or more, beyond chance.
    var warning: String? {
        guard isCertain, before > 0, before < 1, newest > 0, newest < 1 else { return nil }
        let ratio = (newest / (1 - newest)) / (before / (1 - before))
        guard ratio > 1.5 || ratio < 1 / 1.5 else { return nil }
        return "the newest leads are won more \(ratio > 1 ? "often" : "rarely") (\(percent(newest))) than those before "
            + "(\(percent(before))): ranks hold better than probabilities; say with `score --won-rate` what you expect"
    }
}
