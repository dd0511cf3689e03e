import Evaluation
import LearningCore
import Testing

@testable import Reporting

@Suite struct ColumnChartTests {
    @Test(arguments: [0, 1, 2, 10, 24, 60])
    func anyBarsStayOnTheDrawing(count: Int) throws {
        var generator = SeededGenerator(seed: 2)
        for size in [1.0, 1e-6, 1e7] {
            let bars = (0..<count).map { number in
                let value = generator.nextUniform() * size
                return ColumnChart.Bar(
                    name: number.isMultiple(of: 3) ? "2025-\(number)" : String(repeating: "long name ", count: number),
                    value: number % 5 == 4 ? nil : Estimate(value: value, low: value * 0.8, high: value * 1.3),
                    other: number % 7 == 3 ? .nan : value)
            }
            let chart = ColumnChart(
                title: "win rate", style: .number, bars: bars, namesTitle: "month", otherName: "stated",
                valueName: "won", reference: (0.4 * size, "all leads"))
            try expectLaws(of: chart.drawn())
        }
    }

    @Test func numbersThatAreNoneAreNotDrawn() throws {
        let bars = [
            ColumnChart.Bar(name: "a", value: Estimate(value: .nan, low: .nan, high: .nan)),
            ColumnChart.Bar(name: "b", value: Estimate(value: 1, low: -.infinity, high: .infinity)),
        ]
        let svg = ColumnChart(title: "t", style: .count, bars: bars, namesTitle: "").drawn()
        try expectLaws(of: svg)
        #expect(!svg.content.contains("nan"))
    }
}

@Suite struct BarListTests {
    @Test(arguments: [0, 1, 12])
    func anyBarsStayOnTheDrawing(count: Int) throws {
        var generator = SeededGenerator(seed: 8)
        for (size, shift) in [(1.0, 0.0), (1e-9, 0.5), (1e12, 1.0), (3, 0.5)] {
            let bars = (0..<count).map { number in
                let value = (generator.nextUniform() - shift) * size
                return BarList.Bar(
                    name: String(repeating: "a very long level of a column ", count: number), value: value,
                    interval: Estimate(value: value, low: value - 0.2 * size, high: value + 0.2 * size),
                    text: NumberText.short(value))
            }
            try expectLaws(of: BarList(bars: bars, title: "effect", reference: (0.5 * size, "all leads 0.5")).drawn())
        }
    }

    @Test func aNameOfMarkupIsText() throws {
        let bar = BarList.Bar(name: "<script>alert(1)</script>\"'&", value: 1, text: "<b>")
        let svg = BarList(bars: [bar], title: "t").drawn()
        #expect(!svg.content.contains("<script") && !svg.content.contains("<b>"))
        #expect(try ChartReader(svg).texts.contains { $0.text == "<script>alert(1)</script>\"'&" })
    }
}
