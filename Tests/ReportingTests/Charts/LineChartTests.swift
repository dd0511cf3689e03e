import LearningCore
import Testing

@testable import Reporting

@Suite struct LineChartTests {
    private func chart(_ lines: [[LineChart.Point]], marks: [LineChart.Mark] = []) -> LineChart {
        let numbers = lines.flatMap { $0.flatMap { [$0.y, $0.low, $0.high].compactMap(\.self) } }
        return LineChart(
            x: Sections.unit("share of leads"),
            y: ChartFrame.Axis(title: "profit", style: .count, domain: LinearScale.domain(covering: numbers)),
            series: zip(["model", "rules", "any order"], lines).map {
                LineChart.Series(name: $0, style: "s1", points: $1)
            }, marks: marks)
    }

    @Test(arguments: [1.0, 1e-9, 1e9, 1e300])
    func anyNumbersStayOnTheDrawing(size: Double) throws {
        var generator = SeededGenerator(seed: 11)
        for round in 0..<30 {
            let lines = (0..<1 + round % 3).map { _ in
                (0..<[0, 1, 2, 60][round % 4]).map { _ in
                    let y = (generator.nextUniform() - 0.4) * size
                    return LineChart.Point(x: generator.nextUniform(), y: y, low: y - 0.1 * size, high: y + 0.1 * size)
                }
            }
            let marks = [LineChart.Mark(x: generator.nextUniform(), label: "your 2,000")]
            try expectLaws(of: chart(lines, marks: round.isMultiple(of: 2) ? marks : []).drawn())
        }
    }

    @Test func whatIsNoNumberIsLeftOut() throws {
        let points = [
            LineChart.Point(x: 0, y: .nan), LineChart.Point(x: 0.5, y: 1, low: .nan, high: .infinity),
            LineChart.Point(x: .infinity, y: 2), LineChart.Point(x: 0.7, y: -.infinity),
        ]
        let svg = chart([points], marks: [LineChart.Mark(x: .nan, label: "nowhere")]).drawn()
        try expectLaws(of: svg)
        #expect(!svg.content.contains("nan") && !svg.content.contains("inf"))
    }

    @Test func linesAreNamedWhereTheyRunAndInAKeyWhenThereIsNoRoom() throws {
        let straight = { (slope: Double) in (0...20).map { LineChart.Point(x: Double($0) / 20, y: slope * Double($0)) }
        }
        let apart = chart([straight(10), straight(1)]).drawn()
        #expect(try ChartReader(apart).texts.filter { ["model", "rules"].contains($0.text) }.count == 2)
        // A saw that fills the plot leaves no room for a name.
        let saw = (0...200).map { LineChart.Point(x: Double($0) / 200, y: Double($0 % 2)) }
        let crowded = chart([saw, saw]).drawn()
        try expectLaws(of: crowded)
        let names = try ChartReader(crowded).texts.filter { ["model", "rules"].contains($0.text) }
        #expect(names.count == 2 && names.allSatisfy { $0.y < 20 })
    }

    @Test func higherNumbersAreDrawnHigher() throws {
        let points = (0...50).map { LineChart.Point(x: Double($0) / 50, y: Double($0 * $0)) }
        let path = try ChartReader(chart([points]).drawn()).points.suffix(51)
        #expect(zip(path, path.dropFirst()).allSatisfy { $0.x <= $1.x && $0.y >= $1.y })
    }
}
