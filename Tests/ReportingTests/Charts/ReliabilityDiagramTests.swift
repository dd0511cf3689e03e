import Evaluation
import LearningCore
import Testing

@testable import Reporting

@Suite struct ReliabilityDiagramTests {
    @Test(arguments: [1e-7, 0.01, 0.5, 1])
    func smallAndLargeChancesStayOnTheDrawing(scale: Double) throws {
        var generator = SeededGenerator(seed: 4)
        let probabilities = (0..<400).map { _ in generator.nextUniform() * scale }
        let labels = probabilities.map { generator.nextUniform() < $0 }
        let curve = ReliabilityCurve(of: try ScoredOutcomes(probabilities: probabilities, labels: labels))
        let series = ["model", "rules"].map { ReliabilityDiagram.Series(name: $0, style: "s1", curve: curve) }
        for count in 1...2 {
            let diagram = ReliabilityDiagram(
                series: Array(series.prefix(count)), histogram: count == 1 ? [] : [3, 0, 400, 1, 0, 0, 0, 0, 0, 2])
            try expectLaws(of: diagram.drawn())
        }
    }

    @Test func perfectChancesLieOnTheDiagonal() throws {
        let probabilities = (0..<1_000).map { $0 < 500 ? 0.2 : 0.8 }
        let labels = (0..<1_000).map { $0 < 500 ? $0 % 5 == 0 : $0 % 5 != 0 }
        let curve = ReliabilityCurve(of: try ScoredOutcomes(probabilities: probabilities, labels: labels))
        let chart = try ChartReader(
            ReliabilityDiagram(
                series: [ReliabilityDiagram.Series(name: "model", style: "s1", curve: curve)], histogram: []
            ).drawn())
        // The line through the bins follows the diagonal: rise over run is the same.
        let ends = chart.points.filter { point in chart.points.contains { $0.x == point.x && $0.y != point.y } }
        #expect(!ends.isEmpty)
        #expect(curve.bins.map(\.rate.value) == [0.2, 0.8])
    }
}
