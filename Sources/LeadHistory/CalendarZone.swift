import Foundation
import Synchronization

/// Local days and hours of a time zone, daylight saving included, from 1970 to 2100; earlier times use the first offset
/// and later ones the last.
///
/// The offsets are taken from the system's time zone data once, so that asking for a day is a short binary search.
package struct CalendarZone: Sendable, Equatable {
    /// From `starts[i]` on, local time is `offsets[i]` seconds ahead of UTC; `starts[0]` is minus infinity.
    private let starts: [Double]
    private let offsets: [Double]

    package static let utc = CalendarZone(starts: [-.infinity], offsets: [0])

    private init(starts: [Double], offsets: [Double]) {
        self.starts = starts
        self.offsets = offsets
    }

    /// - Throws: ``HistoryError/unknownTimeZone(_:)``.
    package static func named(_ identifier: String) throws(HistoryError) -> CalendarZone {
        if identifier == "UTC" || identifier == "GMT" { return .utc }
        if let known = cache.withLock({ $0[identifier] }) { return known }
        let found = try scanned(identifier)
        cache.withLock { $0[identifier] = found }
        return found
    }

    /// Zones that were scanned; a scan takes some hundredths of a second.
    private static let cache = Mutex<[String: CalendarZone]>([:])

    private static func scanned(_ identifier: String) throws(HistoryError) -> CalendarZone {
        guard let zone = TimeZone(identifier: identifier) else { throw .unknownTimeZone(identifier) }
        func offset(_ time: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time))) }
        var starts = [-Double.infinity]
        var current = offset(0)
        var offsets = [Double(current)]
        for day in 1...Self.lastDay {
            let next = offset(day * 86_400)
            guard next != current else { continue }
            // The change lies within the day: halve until it is known to the second.
            var (before, after) = ((day - 1) * 86_400, day * 86_400)
            while after - before > 1 {
                let middle = (before + after) / 2
                if offset(middle) == current { before = middle } else { after = middle }
            }
            starts.append(Double(after))
            offsets.append(Double(next))
            current = next
        }
        return CalendarZone(starts: starts, offsets: offsets)
    }

    /// 1 January 2100.
    private static let lastDay = 47_482

    /// Seconds since 1970 on the local clock.
    func local(_ time: Double) -> Double {
        guard starts.count > 1 else { return time + offsets[0] }
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= time { low = middle } else { high = middle }
        }
        return time + offsets[low]
    }

    /// The number of the local day, 0 is 1 January 1970.
    package func day(_ time: Double) -> Double { (local(time) / Span.day).rounded(.down) }

    /// Monday to Friday, from 9 to before 17 o'clock on the local clock.
    func isBusinessHour(_ time: Double) -> Bool {
        let local = local(time)
        let day = (local / Span.day).rounded(.down)
        let hour = (local - day * Span.day) / Span.hour
        // 1 January 1970 was a Thursday: with Monday as 0 it is day 3 of its week.
        let weekday = day + 3 - ((day + 3) / 7).rounded(.down) * 7
        return weekday < 5 && hour >= 9 && hour < 17
    }
}
