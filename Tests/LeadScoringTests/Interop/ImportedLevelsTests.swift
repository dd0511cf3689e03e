import BoostedTrees
import FeatureExtraction
import Tabular
import Testing

@testable import LeadScoring

@Suite struct ImportedLevelsTests {
    private func column(_ cells: [String]) -> Column {
        var levels: [String] = []
        let codes = cells.map { cell -> Int32 in
            if !levels.contains(cell) { levels.append(cell) }
            return Int32(levels.firstIndex(of: cell) ?? 0)
        }
        return Column(name: "source", values: .text(.dictionary(codes: codes, levels: levels)))
    }

    private func levels(_ known: [String], _ cells: [String]) throws -> ImportedLevels {
        try ImportedLevels(known, of: column(cells), placeholders: Placeholders())
    }

    private func step(_ levels: [String], rare: Bool = false, placeholder: Bool = false) -> FeatureStep {
        .level(column: "source", levels: levels, poolsRare: rare, keepsPlaceholder: placeholder)
    }

    @Test func namesAreTakenAsTheyAre() throws {
        let found = try levels(["b", "a"], ["a", "c"])
        #expect(found.step == step(["b", "a"]) && found.meanings == [0, 1] && found.warning == nil)
    }

    /// The table is read without blanks around its cells.
    @Test func blanksAroundNamesGo() throws {
        #expect(try levels([" b", "a "], ["a"]).step == step(["b", "a"]))
        #expect(try levels([" a", "a"], ["a"]).step == step([" a", "a"]))
    }

    /// "Select" is a category to others and a placeholder to us.
    @Test func aPlaceholderKeepsItsMeaning() throws {
        let found = try levels(["Select", "web", "x"], ["web"])
        #expect(found.step == step(["web", "x"], placeholder: true) && found.meanings == [1, 2, 0])
        let two = try levels(["?", "web", "n/a"], ["web"])
        #expect(two.meanings == [1, 0] && two.warning?.contains("2 categories") == true)
    }

    @Test func numbersAreCodes() throws {
        let found = try levels(["0", "1", "2"], ["2", "0", "7"])
        #expect(found.step == step(["0", "1", "2"]) && found.meanings == [0, 1, 2])
        let spelled = try levels(["0", "1", "2"], ["2.0", "0.0"])
        #expect(spelled.step == step(["0.0", "1", "2.0"]) && spelled.warning == nil)
        let other = try levels(["0", "1", XGBoostModelReader.otherLevel], ["1", "9"])
        #expect(other.step == step(["0", "1"], rare: true) && other.meanings == [0, 1, 2])
    }

    /// pandas numbers categories in the order of their names, capitals first.
    @Test func codesWithoutNamesFollowTheOrderOfTheNames() throws {
        let found = try levels(["0", "1"], ["web", "fair", "Select", "käse"])
        #expect(found.step == step(["fair", "käse", "web"], placeholder: true))
        #expect(found.meanings == [1, -1, -1, 0] && found.warning != nil)
        let other = try levels(["0", "1", XGBoostModelReader.otherLevel], ["c", "b", "a"])
        #expect(other.step == step(["a", "b", "c"]) && other.meanings == [0, 1, 2])
        #expect(throws: Diagnostic.self) { try levels(["0", "1", "2"], ["b", "a"]) }
    }
}
