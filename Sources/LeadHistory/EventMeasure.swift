/// What is measured of the selected events of a timeline. Without an event counts and sums are 0, everything else is
/// missing (`NaN`). Spans that are results are in days, spans that are parameters in seconds.
public enum EventMeasure: Sendable, Hashable, Codable {
    case count
    /// Local days with an event.
    case distinctDays
    case distinctTypes
    /// Distinct values of a property, those of events without one left out.
    case distinctValues(property: String)
    /// Of the events that have a number there.
    case sum(property: String)
    case mean(property: String)
    case maximum(property: String)
    /// Days from the last event to the as-of time: the current silence.
    case daysSinceLast
    /// Days from the first event to the as-of time.
    case daysSinceFirst
    /// The longest time without an event between two of them, or since the last, in days.
    case longestSilence
    /// The median time between events that follow one another, in days; missing with fewer than two.
    case medianGap
    /// The sum of the decay factors of the events, or of a property's numbers times their factors.
    case decayedSum(Decay, property: String?)
    /// `(n + 1) / (m + 1)` with `n` events in the last `period` and `m` the mean of the `before` periods before that.
    /// The ones keep it finite and near 1 where little happens.
    case trendRatio(period: Double, before: Int)
    /// The most events in any stretch of `within` seconds, both ends included.
    case burst(within: Double)
    /// The share of events from Monday to Friday between 9 and 17 o'clock, local time.
    case businessHoursShare
    /// How many matches were completed.
    case sequenceCount(EventSequence)
    /// Days since the last match.
    case daysSinceSequence(EventSequence)
}
