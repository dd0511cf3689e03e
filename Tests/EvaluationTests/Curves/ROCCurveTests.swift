import Evaluation
import Testing

@Suite struct ROCCurveTests {
    /// scikit-learn's points, of which ours are the corners.
    @Test func equalsScikitLearn() throws {
        for golden in try GoldenNumbers.load().cases {
            let curve = try #require(ROCCurve(of: try golden.outcomes()))
            var corner = 0
            for (fpr, tpr) in zip(golden.roc.falsePositiveRate, golden.roc.truePositiveRate) {
                let here = curve.points[corner]
                if isClose(here.falsePositiveRate, fpr), isClose(here.truePositiveRate, tpr) {
                    corner = min(corner + 1, curve.points.count - 1)
                    continue
                }
                // A point we leave out is on the line between its neighbours.
                let before = curve.points[corner - 1]
                let (across, up) = (fpr - before.falsePositiveRate, tpr - before.truePositiveRate)
                let wide = here.falsePositiveRate - before.falsePositiveRate
                let high = here.truePositiveRate - before.truePositiveRate
                #expect(abs(across * high - up * wide) < 1e-14 && across <= wide + 1e-14 && up <= high + 1e-14)
            }
            #expect(corner == curve.points.count - 1)
            #expect(isClose(curve.area, try #require(golden.metrics["roc_auc"])))
        }
    }

    @Test func risesFromCornerToCorner() throws {
        let curve = try #require(ROCCurve(of: try RandomLeads(rows: 90, seed: 1, weighted: true).outcomes()))
        let (fpr, tpr) = (curve.points.map(\.falsePositiveRate), curve.points.map(\.truePositiveRate))
        #expect(fpr == fpr.sorted() && tpr == tpr.sorted())
        #expect(fpr.first == 0 && tpr.first == 0 && fpr.last == 1 && tpr.last == 1)
        #expect(curve.points.first?.threshold == nil)
    }

    @Test func needsBothOutcomes() throws {
        #expect(ROCCurve(of: try ScoredOutcomes(probabilities: [0.3], labels: [true])) == nil)
    }
}
