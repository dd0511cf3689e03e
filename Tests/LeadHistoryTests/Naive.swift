import Foundation
import LeadHistory

/// What the questions mean, written down as plainly as possible.
struct Naive {
    /// In the order of time, up to `asOf`.
    let history: [Row]
    let asOf: Double
    let window: Double?
    let selected: [Row]

    init(_ history: [Row], _ asOf: Double, _ window: Double?, _ types: Set<String>) {
        self.history = history
        self.asOf = asOf
        self.window = window
        selected = history.filter { row in types.contains(row.type) && window.map { row.time > asOf - $0 } ?? true }
    }

    private var times: [Double] { selected.map(\.time) }
    private var amounts: [Double] { selected.compactMap(\.amount) }
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: "Europe/Berlin") { calendar.timeZone = zone }
        return calendar
    }()

    func value(_ measure: EventMeasure) -> Double {
        switch measure {
        case .count: Double(selected.count)
        case .distinctDays:
            Double(Set(times.map { Self.calendar.startOfDay(for: Date(timeIntervalSince1970: $0)) }).count)
        case .distinctTypes: Double(Set(selected.map(\.type)).count)
        case .distinctValues("amount"): Double(Set(amounts).count)
        case .distinctValues: Double(Set(selected.compactMap(\.message)).count)
        case .sum: amounts.reduce(0, +)
        case .mean: amounts.isEmpty ? .nan : amounts.reduce(0, +) / Double(amounts.count)
        case .maximum: amounts.max() ?? .nan
        case .daysSinceLast: times.last.map { (asOf - $0) / 86_400 } ?? .nan
        case .daysSinceFirst: times.first.map { (asOf - $0) / 86_400 } ?? .nan
        case .longestSilence:
            times.isEmpty ? .nan : (zip(times, times.dropFirst() + [asOf]).map { $1 - $0 }.max() ?? .nan) / 86_400
        case .medianGap: medianGap
        case .decayedSum(let decay, let property):
            selected.map { row in
                (property == nil ? 1 : row.amount ?? 0) * decay.factor(age: asOf - row.time)
            }.reduce(0, +)
        case .trendRatio(let period, let before): trend(period, before)
        case .burst(let within):
            Double(times.map { first in times.count { $0 >= first && $0 <= first + within } }.max() ?? 0)
        case .businessHoursShare: businessHours
        case .sequenceCount(let sequence): Double(matches(sequence).count)
        case .daysSinceSequence(let sequence): matches(sequence).last.map { (asOf - $0) / 86_400 } ?? .nan
        }
    }

    private var medianGap: Double {
        let gaps = zip(times, times.dropFirst()).map { $1 - $0 }.sorted()
        guard !gaps.isEmpty else { return .nan }
        return (gaps[(gaps.count - 1) / 2] + gaps[gaps.count / 2]) / 2 / 86_400
    }

    private var businessHours: Double {
        guard !selected.isEmpty else { return .nan }
        let inside = times.count { time in
            let parts = Self.calendar.dateComponents([.hour, .weekday], from: Date(timeIntervalSince1970: time))
            guard let hour = parts.hour, let weekday = parts.weekday else { return false }
            return (2...6).contains(weekday) && (9..<17).contains(hour)
        }
        return Double(inside) / Double(selected.count)
    }

    private func trend(_ period: Double, _ before: Int) -> Double {
        let recent = times.count { $0 > asOf - period }
        let earlier = times.count { $0 <= asOf - period && $0 > asOf - period * Double(before + 1) }
        return (Double(recent) + 1) / (Double(earlier) / Double(before) + 1)
    }

    /// Tries every choice of a first event in turn; only patterns without calendar and without a common property.
    private func matches(_ sequence: EventSequence) -> [Double] {
        func isOf(_ types: EventTypes, _ row: Row) -> Bool {
            switch types {
            case .any: true
            case .only(let names): names.contains(row.type)
            case .except(let names): !names.contains(row.type)
            }
        }
        guard case .elapsed(let length) = sequence.within else { return [] }
        var found: [Double] = []
        var free = 0
        while free < history.count {
            let first = history[free]
            let silent =
                sequence.afterSilence.map { silence in
                    guard let last = history[..<free].last(where: { isOf(silence.of, $0) }) else {
                        return !silence.requiresPrior
                    }
                    let quiet = first.time - last.time
                    return silence.inclusive ? quiet >= silence.longerThan : quiet > silence.longerThan
                } ?? true
            let reach = history.indices.filter { $0 >= free && history[$0].time <= first.time + length }
            let hits = reach.filter { isOf(sequence.of, history[$0]) }
            var end: Int?
            if isOf(sequence.of, first), silent, hits.count >= sequence.count {
                end = hits[sequence.count - 1]
                if let then = sequence.then, let last = end {
                    end = reach.first { $0 > last && isOf(then, history[$0]) }
                }
            }
            if let end { found.append(history[end].time) }
            free = (end ?? free) + 1
        }
        return found.filter { time in window.map { time > asOf - $0 } ?? true }
    }
}
