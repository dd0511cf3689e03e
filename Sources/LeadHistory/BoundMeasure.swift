/// An ``EventMeasure`` with the columns of one log in it.
enum BoundMeasure: Sendable {
    case count
    case distinctDays
    case distinctTypes
    case distinctValues(BoundProperty)
    case sum([Double])
    case mean([Double])
    case maximum([Double])
    case daysSinceLast
    case daysSinceFirst
    case longestSilence
    case medianGap
    case decayedSum(Decay, [Double]?)
    case trendRatio(period: Double, before: Int)
    case burst(Double)
    case businessHoursShare
    case sequenceCount(BoundSequence)
    case daysSinceSequence(BoundSequence)
}

extension EventMeasure {
    /// - Throws: ``HistoryError`` for a property that is not known or not numeric, or a parameter out of range.
    func bound(to log: EventLog) throws(HistoryError) -> BoundMeasure {
        switch self {
        case .count: return .count
        case .distinctDays: return .distinctDays
        case .distinctTypes: return .distinctTypes
        case .distinctValues(let property): return .distinctValues(try BoundProperty(property, of: log))
        case .sum(let property): return .sum(try Self.numbers(property, of: log))
        case .mean(let property): return .mean(try Self.numbers(property, of: log))
        case .maximum(let property): return .maximum(try Self.numbers(property, of: log))
        case .daysSinceLast: return .daysSinceLast
        case .daysSinceFirst: return .daysSinceFirst
        case .longestSilence: return .longestSilence
        case .medianGap: return .medianGap
        case .decayedSum(let decay, let property):
            try decay.check()
            guard let property else { return .decayedSum(decay, nil) }
            return .decayedSum(decay, try Self.numbers(property, of: log))
        case .trendRatio(let period, let before):
            try Span.check(period, "the period of a trend")
            guard before >= 1 else {
                throw .invalidParameter(name: "the number of periods before, of a trend,", expected: "1 or more")
            }
            return .trendRatio(period: period, before: before)
        case .burst(let within):
            try Span.check(within, "the length of a burst")
            return .burst(within)
        case .businessHoursShare: return .businessHoursShare
        case .sequenceCount(let sequence): return .sequenceCount(try sequence.bound(to: log))
        case .daysSinceSequence(let sequence): return .daysSinceSequence(try sequence.bound(to: log))
        }
    }

    private static func numbers(_ name: String, of log: EventLog) throws(HistoryError) -> [Double] {
        guard case .number(let values) = try BoundProperty(name, of: log) else {
            throw .notNumeric(property: name)
        }
        return values
    }
}
