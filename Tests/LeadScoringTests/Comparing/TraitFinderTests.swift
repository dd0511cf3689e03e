import Tabular
import Testing

@testable import LeadScoring

@Suite struct TraitFinderTests {
    private let frame = DataFrame([
        Column(
            name: "visits", values: .number([9, 8, 1, 2, .nan, 5]),
            states: [.value, .value, .value, .value, .absent, .value]),
        Column(
            name: "source", values: .text(.dictionary(codes: [0, 0, 1, 1, -1, 0], levels: ["fair", "web"])),
            states: [.value, .value, .value, .value, .placeholder, .value]),
        Column(name: "note", values: .text(.buffer(bytes: [], offsets: [0, 0, 0, 0, 0, 0, 0]))),
        Column(name: "same", values: .boolean([true, true, true, true, true, true])),
    ])

    @Test func whatTellsTwoSetsApart() throws {
        let finder = TraitFinder(frame: frame, first: [1, 1, 0, 0, 0, 0.5], second: [0, 0, 1, 1, 0, 0.5])
        let traits = finder.traits(of: ["visits", "source", "note", "same", "absent"], limit: 9)
        #expect(traits.map(\.column) == ["visits", "source"])
        #expect(abs(traits[0].modelOnly - 19.5 / 2.5) < 1e-12 && abs(traits[0].rulesOnly - 5.5 / 2.5) < 1e-12)
        #expect(traits[1].level == "fair" && traits[1].modelOnly == 1 && abs(traits[1].rulesOnly - 0.2) < 1e-12)
        #expect(traits[0].words == "visits: 7.8 against 2.2 on average")
        #expect(traits[1].words == "source is fair: 100 % against 20 %")
    }

    @Test func equalSetsHaveNone() {
        let finder = TraitFinder(frame: frame, first: [1, 0, 1, 0, 1, 0], second: [1, 0, 1, 0, 1, 0])
        #expect(finder.traits(of: ["visits", "source"], limit: 5).isEmpty)
        let empty = TraitFinder(frame: frame, first: [0, 0, 0, 0, 0, 0], second: [1, 1, 1, 1, 1, 1])
        #expect(empty.traits(of: ["visits", "source"], limit: 5).isEmpty)
    }
}
