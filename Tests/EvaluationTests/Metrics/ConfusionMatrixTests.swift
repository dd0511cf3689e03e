import Evaluation
import Testing

@Suite struct ConfusionMatrixTests {
    @Test func whyAccuracyIsNoHeadline() throws {
        let model = ConfusionMatrix(truePositives: 650, falsePositives: 200, trueNegatives: 100, falseNegatives: 50)
        #expect(isClose(try #require(model.accuracy), 0.75))
        #expect(isClose(try #require(model.recall), 0.92857, tolerance: 5e-6))
        #expect(isClose(try #require(model.precision), 0.7647, tolerance: 5e-5))
        #expect(isClose(try #require(model.f1), 0.8387, tolerance: 5e-5))
        let everybody = ConfusionMatrix(truePositives: 700, falsePositives: 300, trueNegatives: 0, falseNegatives: 0)
        #expect(isClose(try #require(everybody.accuracy), 0.7))
        #expect(everybody.matthewsCorrelation == nil && everybody.specificity == 0 && everybody.balancedAccuracy == 0.5)
    }

    @Test func equalsScikitLearn() throws {
        for golden in try GoldenNumbers.load().cases {
            let matrix = ConfusionMatrix(of: try golden.outcomes(), cutoff: 0.5)
            let expected = golden.confusion
            #expect(
                areClose(
                    [
                        matrix.truePositives, matrix.falsePositives, matrix.trueNegatives, matrix.falseNegatives,
                        try #require(matrix.precision), try #require(matrix.recall), try #require(matrix.f1),
                        try #require(matrix.matthewsCorrelation),
                    ],
                    [
                        expected.tp, expected.fp, expected.tn, expected.fn, expected.precision, expected.recall,
                        expected.f1, expected.mcc,
                    ], tolerance: 1e-10))
        }
    }

    @Test func aRowExactlyAtTheCutoffIsCalled() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.5, 0.5, 0.4], labels: [true, false, false])
        let matrix = ConfusionMatrix(of: outcomes, cutoff: 0.5)
        #expect(matrix.truePositives == 1 && matrix.falsePositives == 1 && matrix.trueNegatives == 1)
        #expect(ConfusionMatrix(of: outcomes, cutoff: 0.6).precision == nil)
        #expect(ConfusionMatrix(of: outcomes, cutoff: .nan).called == 0)
    }

    @Test func hugeCountsDoNotOverflow() throws {
        let matrix = ConfusionMatrix(
            truePositives: 1e100, falsePositives: 0, trueNegatives: 1e100, falseNegatives: 0)
        #expect(isClose(try #require(matrix.matthewsCorrelation), 1))
    }
}
