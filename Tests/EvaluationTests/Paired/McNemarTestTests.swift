import LearningCore
import Testing

@testable import Evaluation

@Suite struct McNemarTestTests {
    @Test func equalsStatsmodels() throws {
        let golden = try PairedGolden.load().mcnemar
        #expect(golden.count == 8)
        for expected in golden {
            let found = McNemarTest(firstOnly: expected.first, secondOnly: expected.second)
            #expect(isClose(found.exactPValue, expected.exact, tolerance: 1e-10))
            #expect(isClose(found.midPValue, expected.mid, tolerance: 1e-10))
        }
    }

    @Test func sidesDoNotMatterAndNothingIsNoEvidence() {
        let (one, other) = (McNemarTest(firstOnly: 4.5, secondOnly: 9), McNemarTest(firstOnly: 9, secondOnly: 4.5))
        #expect(one.midPValue == other.midPValue && one.exactPValue == other.exactPValue)
        let none = McNemarTest(firstOnly: 0, secondOnly: 0)
        #expect(none.exactPValue == 1 && none.midPValue == 1)
    }

    @Test func fractionsLieBetweenWholeNumbers() {
        let p = [10, 10.4, 11].map { McNemarTest(firstOnly: $0, secondOnly: 3).midPValue }
        #expect(p[0] > p[1] && p[1] > p[2])
    }

    @Test func equalWaysAreCalledDifferentInAboutFiveOfAHundred() {
        let runs = Simulation.isThorough ? 4_000 : 500
        var midRejections = 0
        var exactRejections = 0
        for run in 0..<runs {
            var generator = SeededGenerator(seed: 21, stream: UInt64(run))
            let first = (0..<60).count { _ in generator.nextUniform() < 0.5 }
            let test = McNemarTest(firstOnly: Double(first), secondOnly: Double(60 - first))
            if test.midPValue < 0.05 { midRejections += 1 }
            if test.exactPValue < 0.05 { exactRejections += 1 }
        }
        // Of 60 trials the exact test rejects in 2.7 %, the mid-p one in 5.2 % (SciPy).
        #expect(exactRejections < midRejections)
        #expect((0.03...0.075).contains(Double(midRejections) / Double(runs)))
    }
}
