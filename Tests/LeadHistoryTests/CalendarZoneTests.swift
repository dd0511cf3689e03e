import Foundation
import LeadHistory
import LearningCore
import Testing

/// Local days and hours are seen through the questions that use them.
@Suite struct CalendarZoneTests {
    /// Days with an event, of events every 20 minutes around a point in time.
    private func localDays(around time: String, in zone: String) throws -> Double {
        let start = try TestLog.time(time)
        let rows = (0..<72).map { Row("a", start + Double($0) * 1_200, "open") }
        let timeline = try TestLog.make(rows, leads: ["a"]).timeline(ofRow: 0, asOf: start + 2 * Span.day)
        return try EventQuery(.distinctDays, timeZone: zone).value(of: timeline)
    }

    @Test(arguments: ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
    func daysAreThoseOfFoundation(zone: String) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        // Ordinary days and the nights on which clocks are put forward and back.
        for time in [
            "2024-03-10T01:00", "2024-03-30T22:00", "2024-10-26T21:00", "2024-11-03T01:00", "1999-06-01T12:00",
        ] {
            let start = try TestLog.time(time)
            let days = (0..<72).map {
                calendar.startOfDay(for: Date(timeIntervalSince1970: start + Double($0) * 1_200))
            }
            #expect(try localDays(around: time, in: zone) == Double(Set(days).count))
        }
    }

    @Test func unknownZonesAreRefused() {
        #expect(throws: HistoryError.unknownTimeZone("Europe/Atlantis")) {
            _ = try localDays(around: "2024-01-01T00:00", in: "Europe/Atlantis")
        }
    }
}
