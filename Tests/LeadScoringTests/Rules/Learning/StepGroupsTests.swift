import Testing

@testable import LeadScoring

@Suite struct StepGroupsTests {
    /// Three ordered places and blank; 2 leads at each, of which 0, 1, 2 and 1 were won.
    private let scale = RuleScale(
        .column("x"), places: [.words(["a"]), .words(["b"]), .words(["c"]), .blank], orderedCount: 3, home: 1,
        placeOfRow: [0, 0, 1, 1, 2, 2, 3, 3], labels: [false, false, false, true, true, true, true, false])

    @Test func placesOfAllSizesAreCounted() {
        #expect(scale.tallies.map(\.leads) == [2, 2, 2, 2])
        #expect(scale.tallies.map(\.won) == [0, 1, 2, 1])
    }

    @Test func whoHasNoPlaceInTheOrderStandsAtHome() {
        #expect(scale.indicator(of: 1) == [0, 0, 1, 1, 1, 1, 1, 1])
        #expect(scale.indicator(of: 2) == [0, 0, 0, 0, 1, 1, 0, 0])
        #expect(scale.indicator(of: 3) == [0, 0, 0, 0, 0, 0, 1, 1])
    }

    @Test func stepsPartTheScale() {
        let groups = StepGroups(scale, steps: [2])
        #expect(groups.groups.map(\.places) == [[0, 1, 3], [2]])
        #expect(groups.home == 0)
        #expect(abs(groups.rateChange(at: 2) - (1 - 2.0 / 6)) < 1e-12)
        let all = StepGroups(scale, steps: [1, 2, 3])
        #expect(all.groups.map(\.places) == [[0], [1], [2], [3]])
        #expect(all.home == 1)
        #expect(all.rateChange(at: 3) == 0)
    }

    @Test func withoutStepsThereIsOneGroup() {
        #expect(StepGroups(scale, steps: []).groups.map(\.places) == [[0, 1, 2, 3]])
    }

    @Test func pointsAreMeasuredFromHomeAndNeighboursMerge() throws {
        let selection = StepSelection.Result(
            steps: [RuleStep(scale: 0, step: 1), RuleStep(scale: 0, step: 3)], coefficients: [1, 1])
        let points = try LearnedPoints(
            selection, [scale], labels: [false, false, false, true, true, true, true, false])
        let subject = try #require(points.subjects.first)
        #expect(subject.entries.map(\.places) == [[0], [3]])
        #expect(subject.entries[0].points == -subject.entries[1].points)
        #expect(subject.least == -subject.most)
        #expect(points.ruleCount == 2)
    }
}
