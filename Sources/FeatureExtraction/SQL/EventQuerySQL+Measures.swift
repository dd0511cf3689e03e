import Foundation
import LeadHistory

extension EventQuerySQL {
    /// The expression of a feature in the query's result.
    mutating func expression(of step: EventFeatureStep) -> Result<String, NoSQL> {
        switch step {
        case .measure(_, _, let query):
            do throws(NoSQL) { return .success(try expression(of: query)) } catch { return .failure(error) }
        case .endType(let end, let types, let levels, let poolsOther):
            let condition = condition(types, window: nil)
            let number = total("\(end == .first ? "MIN" : "MAX")(\(when(condition, "n")))")
            let type = typeOfEvent(numbered: number)
            let other = poolsOther ? dialect.text(EventFeatureStep.otherLevel) : "NULL"
            guard !levels.isEmpty else { return .success("CASE WHEN \(type) IS NOT NULL THEN \(other) END") }
            let known = levels.map(dialect.text).joined(separator: ", ")
            return .success(
                "CASE WHEN \(type) IN (\(known)) THEN \(type) WHEN \(type) IS NOT NULL THEN \(other) END")
        }
    }

    /// One rendering per measure, in the order of ``EventMeasure``.
    private mutating func expression(of query: EventQuery) throws(NoSQL) -> String {
        let condition = condition(query.types, window: query.window)
        switch query.measure {
        case .count: return zeroed(total("COUNT(\(when(condition, "1")))"))
        case .distinctDays:
            let day = "FLOOR(\(local(query.timeZone)) / \(number(Span.day)))"
            return zeroed(total("COUNT(DISTINCT \(when(condition, day)))"))
        case .distinctTypes: return zeroed(total("COUNT(DISTINCT \(when(condition, "type")))"))
        case .distinctValues(let name): return zeroed(total("COUNT(DISTINCT \(when(condition, property(name))))"))
        case .sum(let name): return zeroed(total("SUM(\(when(condition, numeric(name))))"))
        case .mean(let name): return total("AVG(\(when(condition, numeric(name))))")
        case .maximum(let name): return total("MAX(\(when(condition, numeric(name))))")
        case .daysSinceLast: return daysSince(total("MAX(\(when(condition, "t")))"))
        case .daysSinceFirst: return daysSince(total("MIN(\(when(condition, "t")))"))
        case .longestSilence: return longestSilence(condition)
        case .medianGap:
            let (gap, choice) = perEvent(condition, Self.gap)
            return days(summary(choice, "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY \(gap))"))
        case .decayedSum(let decay, let name):
            let factor = factor(decay, age: "(as_of - t)")
            let value = name.map { "\(numeric($0)) * \(factor)" } ?? factor
            return zeroed(total("SUM(\(when(condition, value)))"))
        case .trendRatio(let period, let before): return trendRatio(condition, period, before)
        case .burst(let within):
            let stretch = "RANGE BETWEEN \(number(within)) PRECEDING AND CURRENT ROW"
            let (count, choice) = perEvent(
                condition, "COUNT(*) OVER (PARTITION BY lead, as_of ORDER BY t \(stretch))")
            return zeroed(summary(choice, "MAX(\(count))"))
        case .businessHoursShare: return businessHoursShare(condition, local(query.timeZone))
        case .sequenceCount(let sequence):
            let (completed, choice) = try matches(of: sequence, window: query.window)
            return zeroed(summary(choice, "COUNT(\(completed))"))
        case .daysSinceSequence(let sequence):
            let (completed, choice) = try matches(of: sequence, window: query.window)
            return daysSince(summary(choice, "MAX(\(completed))"))
        }
    }

    private static let order = "OVER (PARTITION BY lead, as_of ORDER BY t, n)"
    private static let gap = "t - LAG(t) \(order)"

    private func zeroed(_ value: String) -> String { "COALESCE(\(value), 0)" }

    private func days(_ seconds: String) -> String { "\(seconds) / \(number(Span.day))" }

    private func daysSince(_ time: String) -> String { days("(snapshot_time.as_of - \(time))") }

    private mutating func longestSilence(_ condition: String) -> String {
        let (gap, choice) = perEvent(condition, Self.gap)
        let last = summary(choice, "MAX(t)")
        // Of a single event there is no gap, and the first argument is missing.
        let longest = "COALESCE(\(summary(choice, "MAX(\(gap))")), 0)"
        return "CASE WHEN \(last) IS NOT NULL THEN "
            + days("GREATEST(\(longest), snapshot_time.as_of - \(last))") + " END"
    }

    private mutating func trendRatio(_ condition: String, _ period: Double, _ before: Int) -> String {
        func joined(_ more: String) -> String { condition.isEmpty ? more : "\(condition) AND \(more)" }
        let start = "as_of - \(number(period))"
        let earliest = "as_of - \(number(period * Double(before + 1)))"
        let recent = zeroed(total("COUNT(\(when(joined("t > \(start)"), "1")))"))
        let earlier = zeroed(total("COUNT(\(when(joined("t <= \(start) AND t > \(earliest)"), "1")))"))
        return "(\(recent) + 1e0) / (\(earlier) / \(number(Double(before))) + 1e0)"
    }

    private mutating func businessHoursShare(_ condition: String, _ local: String) -> String {
        let day = "FLOOR(\(local) / \(number(Span.day)))"
        // 1 January 1970 was a Thursday: with Monday as 0 it is day 3 of its week.
        let weekday = "\(day) + 3 - FLOOR((\(day) + 3) / 7e0) * 7"
        let hour = "(\(local) - \(day) * \(number(Span.day))) / \(number(Span.hour))"
        let share = "CASE WHEN \(weekday) < 5 AND \(hour) >= 9 AND \(hour) < 17 THEN 1e0 ELSE 0e0 END"
        return total("AVG(\(when(condition, share)))")
    }

    /// The weight at an age in seconds. Where a power would be below the smallest double, 2^−1074, it is 0: some databases
    /// refuse to compute it.
    private func factor(_ decay: Decay, age: String) -> String {
        func power(_ base: Double, _ exponent: String, bits: Double) -> String {
            "CASE WHEN \(exponent) * \(number(bits)) >= 1075 THEN 0e0 ELSE POWER(\(number(base)), \(exponent)) END"
        }
        switch decay {
        case .none: return "1e0"
        case .linear(let span): return "GREATEST(0e0, 1e0 - \(age) / \(number(span)))"
        case .halfLife(let span): return power(0.5, "(\(age) / \(number(span)))", bits: 1)
        case .step(let every, let share, .original):
            return "GREATEST(0e0, 1e0 - \(number(share)) * FLOOR(\(age) / \(number(every))))"
        case .step(let every, let share, .remaining):
            let steps = "FLOOR(\(age) / \(number(every)))"
            guard share < 1 else { return "CASE WHEN \(steps) < 1 THEN 1e0 ELSE 0e0 END" }
            return power(1 - share, steps, bits: -log2(1 - share))
        case .expire(let span): return "CASE WHEN \(age) < \(number(span)) THEN 1e0 ELSE 0e0 END"
        }
    }

    /// The time of completion of each match, by the event that begins it, else nothing; and the choice of events.
    ///
    /// A silence longer than a whole match keeps matches apart, so that each event can be judged by its neighbours alone.
    private mutating func matches(
        of sequence: EventSequence, window: Double?
    ) throws(NoSQL) -> (completed: String, choice: Int) {
        guard sequence.then == nil, sequence.afterwards?.isEmpty ?? true, sequence.sameProperty == nil else {
            throw NoSQL(text: "a sequence of different events has no form in SQL here")
        }
        guard case .elapsed(let within) = sequence.within else {
            throw NoSQL(text: "a sequence within calendar days has no form in SQL here")
        }
        if let silence = sequence.afterSilence {
            guard silence.of == sequence.of else {
                throw NoSQL(text: "a silence of other events than the sequence's has no form in SQL here")
            }
            guard within < silence.longerThan || (within == silence.longerThan && !silence.inclusive) else {
                throw NoSQL(text: "a sequence longer than the silence before it has no form in SQL here")
            }
        } else if sequence.count > 1 {
            throw NoSQL(text: "a sequence without a silence before it has no form in SQL here")
        }
        let condition = condition(sequence.of, window: nil)
        let (last, choice) = perEvent(
            condition, sequence.count == 1 ? "t" : "LEAD(t, \(sequence.count - 1)) \(Self.order)")
        var demands = ["\(last) - t <= \(number(within))"]
        if let silence = sequence.afterSilence {
            let (gap, _) = perEvent(condition, Self.gap)
            let long = "\(gap) \(silence.inclusive ? ">=" : ">") \(number(silence.longerThan))"
            demands.append(silence.requiresPrior ? long : "(\(gap) IS NULL OR \(long))")
        }
        if let window { demands.append("\(last) > as_of - \(number(window))") }
        return ("CASE WHEN \(demands.joined(separator: " AND ")) THEN \(last) END", choice)
    }
}
