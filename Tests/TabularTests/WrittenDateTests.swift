import LearningCore
import Testing

@testable import Tabular

@Suite struct WrittenDateTests {
    /// The naive twin counts day by day from 1970 in both directions.
    @Test func daysEqualCountingOneByOne() {
        var expected = 0
        var mistakes = 0
        for year in 1_970...2_420 {
            for month in 1...12 {
                for day in 1...31 {
                    let exists = day <= naiveLength(year, month)
                    if WrittenDate.days(year: year, month: month, day: day) != (exists ? expected : nil) {
                        mistakes += 1
                    }
                    guard exists else { continue }
                    if NumberText.civil(expected) != (year, month, day) { mistakes += 1 }
                    expected += 1
                }
            }
        }
        #expect(mistakes == 0)
        #expect(WrittenDate.days(year: 1_969, month: 12, day: 31) == -1)
        #expect(WrittenDate.days(year: 1_000, month: 1, day: 1) == -354_285)
        #expect(WrittenDate.days(year: 9_999, month: 12, day: 31) == 2_932_896)
    }

    /// A random time, written in every way, reads back as itself.
    @Test func everyShapeReadsBack() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let (year, month) = (1_900 + generator.nextIndex(below: 200), 1 + generator.nextIndex(below: 12))
            let day = 1 + generator.nextIndex(below: naiveLength(year, month))
            let (hour, minute) = (generator.nextIndex(below: 24), generator.nextIndex(below: 60))
            let second = generator.nextIndex(below: 60)
            let midnight = Double(naiveDays(year, month, day)) * 86_400
            let time = midnight + Double(hour * 3_600 + minute * 60 + second)
            let (y, m, d) = ("\(year)", two(month), two(day))
            let clock = "\(two(hour)):\(two(minute)):\(two(second))"
            expect("\(y)-\(m)-\(d)", .yearFirst, midnight)
            expect("\(y)/\(month)/\(day)", .yearFirst, midnight)
            expect("\(y)-\(m)-\(d)T\(clock)Z", .yearFirst, time)
            expect("\(y)-\(m)-\(d) \(clock).25", .yearFirst, time + 0.25)
            expect("\(y)-\(m)-\(d)T\(clock)+02:30", .yearFirst, time - 9_000)
            expect("\(y)-\(m)-\(d)T\(clock)-0800", .yearFirst, time + 28_800)
            expect("\(y)\(m)\(d)", .compact, midnight)
            expect("\(d).\(m).\(y)", .dayFirst, midnight)
            expect("\(day).\(month).\(y) \(clock)", .dayFirst, time)
            expect("\(m)/\(d)/\(y)", .monthFirst, midnight)
            expect("\(d)-\(m)-\(y)", .dayFirst, midnight)
            let half = hour < 12 ? "AM" : "PM"
            expect("\(m)/\(d)/\(y), \((hour + 11) % 12 + 1):\(two(minute)):\(two(second)) \(half)", .monthFirst, time)
            var written: [UInt8] = []
            NumberText.append(date: time, to: &written)
            expect(String(decoding: written, as: UTF8.self), .yearFirst, time)
        }
    }

    @Test(arguments: [
        "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-1", "24-01-01",
        "2024-01-01T25:00", "2024-01-01T10:60", "2024-01-01T10:00:61", "2024-01-01T10:00+25:00", "2024-01-01x",
        "2024-01-01T", "2024-01-01 10", "2024-01/01", "0999-01-01", "",
    ])
    func refusesWhatIsNoDate(_ text: String) {
        guard text != "2024-1" else {
            expect(text, .yearFirst, Double(naiveDays(2_024, 1, 1)) * 86_400)
            return
        }
        let bytes = Array(text.utf8)
        for shape in ValueFormat.Shape.allCases {
            #expect(WrittenDate.parse(bytes.span, 0, bytes.count, shape: shape) == nil, "\(text) as \(shape)")
        }
    }

    private func expect(_ text: String, _ shape: ValueFormat.Shape, _ seconds: Double) {
        let bytes = Array(text.utf8)
        let found = WrittenDate.parse(bytes.span, 0, bytes.count, shape: shape)
        if found != seconds { Issue.record("\(text): expected \(seconds), found \(String(describing: found))") }
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func naiveLength(_ year: Int, _ month: Int) -> Int {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private func naiveDays(_ year: Int, _ month: Int, _ day: Int) -> Int {
        var days = day - 1
        for earlier in 1..<month where earlier < month { days += naiveLength(year, earlier) }
        if year >= 1_970 {
            for earlier in 1_970..<year { days += naiveLength(earlier, 2) + 337 }
        } else {
            for later in year..<1_970 { days -= naiveLength(later, 2) + 337 }
        }
        return days
    }
}
