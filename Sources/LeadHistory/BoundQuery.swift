/// An ``EventQuery`` in the codes of one log: nothing is left to look up while timelines are walked through.
///
/// A class, and asked with positions rather than with a ``Timeline``, so that no reference is counted per lead.
package final class BoundQuery: Sendable {
    private let measure: BoundMeasure
    private let selection: BoundSelection
    private let window: Double?
    private let zone: CalendarZone

    init(measure: BoundMeasure, selection: BoundSelection, window: Double?, zone: CalendarZone) {
        self.measure = measure
        self.selection = selection
        self.window = window
        self.zone = zone
    }

    /// The answer for the events at `whole`, which are a lead's up to `asOf`.
    package func value(of whole: Range<Int>, asOf: Double, in log: EventLog) -> Double {
        let range = window.map { log.upperBound(asOf - $0, in: whole)..<whole.upperBound } ?? whole
        switch measure {
        case .count: return Double(count(range, log))
        case .distinctDays: return distinctDays(range, log)
        case .distinctTypes: return distinctTypes(range, log)
        case .distinctValues(let property): return distinctValues(property, range, log)
        case .sum(let values): return numbers(values, range, log).sum
        case .mean(let values):
            let (sum, count, _) = numbers(values, range, log)
            return count == 0 ? .nan : sum / Double(count)
        case .maximum(let values): return numbers(values, range, log).maximum
        case .daysSinceLast:
            guard let last = range.last(where: { selection.contains($0, in: log) }) else { return .nan }
            return (asOf - log.times[last]) / Span.day
        case .daysSinceFirst:
            guard let first = range.first(where: { selection.contains($0, in: log) }) else { return .nan }
            return (asOf - log.times[first]) / Span.day
        case .longestSilence: return longestSilence(range, log, asOf)
        case .medianGap: return medianGap(range, log)
        case .decayedSum(let decay, let values): return decayedSum(decay, values, range, log, asOf)
        case .trendRatio(let period, let before): return trendRatio(period, before, range, log, asOf)
        case .burst(let within): return burst(within, range, log)
        case .businessHoursShare: return businessHoursShare(range, log)
        case .sequenceCount(let sequence): return Double(matches(of: sequence, whole, log, asOf).count)
        case .daysSinceSequence(let sequence):
            guard let last = matches(of: sequence, whole, log, asOf).last else { return .nan }
            return (asOf - last) / Span.day
        }
    }

    /// Appends the times, ascending, of the events that count at `asOf`, or of the matches of a sequence.
    package func appendTimes(of whole: Range<Int>, asOf: Double, in log: EventLog, to times: inout [Double]) {
        switch measure {
        case .sequenceCount(let sequence), .daysSinceSequence(let sequence):
            times += matches(of: sequence, whole, log, asOf)
        default:
            let range = window.map { log.upperBound(asOf - $0, in: whole)..<whole.upperBound } ?? whole
            for position in range where selection.contains(position, in: log) { times.append(log.times[position]) }
        }
    }

    private func count(_ range: Range<Int>, _ log: EventLog) -> Int {
        if selection.isEverything { return range.count }
        var count = 0
        for position in range where selection.contains(position, in: log) { count += 1 }
        return count
    }

    private func distinctDays(_ range: Range<Int>, _ log: EventLog) -> Double {
        var days = 0
        var last = -Double.infinity
        for position in range where selection.contains(position, in: log) {
            let day = zone.day(log.times[position])
            // A clock that is put back at midnight can bring a day back, but never one before it.
            if day > last { days += 1 }
            last = max(last, day)
        }
        return Double(days)
    }

    private func distinctTypes(_ range: Range<Int>, _ log: EventLog) -> Double {
        if log.typeNames.count <= 64 {
            var bits: UInt64 = 0
            for position in range where selection.contains(position, in: log) {
                bits |= 1 << UInt64(log.types[position])
            }
            return Double(bits.nonzeroBitCount)
        }
        // Not flags by type: a log may have more types than a lead has events.
        var seen = Set<Int32>()
        for position in range where selection.contains(position, in: log) { seen.insert(log.types[position]) }
        return Double(seen.count)
    }

    private func distinctValues(_ property: BoundProperty, _ range: Range<Int>, _ log: EventLog) -> Double {
        let selected = range.filter { selection.contains($0, in: log) && property.hasValue(at: $0) }
        switch property {
        case .number(let values): return Double(Set(selected.map { values[$0] }).count)
        case .text(let codes, _): return Double(Set(selected.map { codes[$0] }).count)
        }
    }

    private func numbers(
        _ values: [Double], _ range: Range<Int>, _ log: EventLog
    ) -> (sum: Double, count: Int, maximum: Double) {
        var sum = 0.0
        var count = 0
        var maximum = Double.nan
        for position in range where selection.contains(position, in: log) && !values[position].isNaN {
            sum += values[position]
            count += 1
            maximum = maximum.isNaN ? values[position] : max(maximum, values[position])
        }
        return (sum, count, maximum)
    }

    private func longestSilence(_ range: Range<Int>, _ log: EventLog, _ asOf: Double) -> Double {
        var longest = Double.nan
        var previous = Double.nan
        for position in range where selection.contains(position, in: log) {
            let time = log.times[position]
            if !previous.isNaN { longest = longest.isNaN ? time - previous : max(longest, time - previous) }
            previous = time
        }
        guard !previous.isNaN else { return .nan }
        return (longest.isNaN ? asOf - previous : max(longest, asOf - previous)) / Span.day
    }

    private func medianGap(_ range: Range<Int>, _ log: EventLog) -> Double {
        var gaps: [Double] = []
        var previous = Double.nan
        for position in range where selection.contains(position, in: log) {
            let time = log.times[position]
            if !previous.isNaN { gaps.append(time - previous) }
            previous = time
        }
        guard !gaps.isEmpty else { return .nan }
        gaps.sort()
        let middle = gaps.count / 2
        let median = gaps.count.isMultiple(of: 2) ? (gaps[middle - 1] + gaps[middle]) / 2 : gaps[middle]
        return median / Span.day
    }

    private func decayedSum(
        _ decay: Decay, _ values: [Double]?, _ range: Range<Int>, _ log: EventLog, _ asOf: Double
    ) -> Double {
        var sum = 0.0
        for position in range where selection.contains(position, in: log) {
            let value = values?[position] ?? 1
            if !value.isNaN { sum += value * decay.factor(age: asOf - log.times[position]) }
        }
        return sum
    }

    private func trendRatio(
        _ period: Double, _ before: Int, _ range: Range<Int>, _ log: EventLog, _ asOf: Double
    ) -> Double {
        let start = log.upperBound(asOf - period, in: range)
        let earliest = log.upperBound(asOf - period * Double(before + 1), in: range)
        let recent = Double(count(start..<range.upperBound, log))
        let earlier = Double(count(earliest..<start, log)) / Double(before)
        return (recent + 1) / (earlier + 1)
    }

    private func burst(_ within: Double, _ range: Range<Int>, _ log: EventLog) -> Double {
        var first = range.lowerBound
        var inside = 0
        var most = 0
        for position in range where selection.contains(position, in: log) {
            inside += 1
            while log.times[position] - log.times[first] > within {
                if selection.contains(first, in: log) { inside -= 1 }
                first += 1
            }
            most = max(most, inside)
        }
        return Double(most)
    }

    private func businessHoursShare(_ range: Range<Int>, _ log: EventLog) -> Double {
        var inside = 0
        var all = 0
        for position in range where selection.contains(position, in: log) {
            all += 1
            if zone.isBusinessHour(log.times[position]) { inside += 1 }
        }
        return all == 0 ? .nan : Double(inside) / Double(all)
    }

    /// The matches completed in the window; the sequence is searched in all that came before.
    private func matches(
        of sequence: BoundSequence, _ whole: Range<Int>, _ log: EventLog, _ asOf: Double
    ) -> [Double] {
        let matches = sequence.matches(in: whole, of: log)
        guard let window else { return matches }
        return matches.filter { $0 > asOf - window }
    }
}
