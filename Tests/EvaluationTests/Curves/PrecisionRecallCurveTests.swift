import Evaluation
import Testing

@Suite struct PrecisionRecallCurveTests {
    @Test func equalsScikitLearn() throws {
        for golden in try GoldenNumbers.load().cases {
            let curve = try #require(PrecisionRecallCurve(of: try golden.outcomes()))
            #expect(areClose(curve.points.map(\.precision), golden.precisionRecall.precision))
            #expect(areClose(curve.points.map(\.recall), golden.precisionRecall.recall))
        }
    }

    @Test func itsStepsAreTheAveragePrecision() throws {
        let outcomes = try RandomLeads(rows: 120, seed: 2, decimals: 2, weighted: true).outcomes()
        var area = 0.0
        var recall = 0.0
        for point in try #require(PrecisionRecallCurve(of: outcomes)).points {
            area += (point.recall - recall) * point.precision
            recall = point.recall
        }
        #expect(isClose(area, try #require(AveragePrecision().value(of: outcomes))))
    }

    @Test func needsAWonRow() throws {
        #expect(PrecisionRecallCurve(of: try ScoredOutcomes(probabilities: [0.3], labels: [false])) == nil)
    }
}
