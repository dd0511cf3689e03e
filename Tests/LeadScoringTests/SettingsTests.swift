import Testing

@testable import LeadScoring

@Suite struct SettingsTests {
    private func request(_ file: String?, _ environment: [String: String], _ flags: [(String, [String])]) throws
        -> TrainingRequest
    {
        let scratch = try file.map { try ScratchFile($0, name: "leadscore.yaml") }
        var settings = try Settings(file: scratch?.path, environment: environment)
        for (flag, words) in flags { settings.set(flag, words) }
        return try TrainingRequest(settings, table: "leads.csv")
    }

    /// Defaults < file < environment < flags.
    @Test func theNearerPlaceWins() throws {
        let file = "label: y\nseed: 1\nmodel: boosted\nexclude: [a, b]\nholdout: 0.3\n"
        #expect(try request("label: y", [:], []).seed == 0)
        #expect(try request(file, [:], []).seed == 1)
        #expect(try request(file, ["LEADSCORE_SEED": "2"], []).seed == 2)
        #expect(try request(file, ["LEADSCORE_SEED": "2"], [("seed", ["3"])]).seed == 3)
        let mixed = try request(
            file, ["LEADSCORE_MODEL": "logistic", "LEADSCORE_EXCLUDE": "c, d"], [("holdout", ["none"])])
        #expect(mixed.model == .logistic && mixed.columns.excluded == ["c", "d"] && mixed.holdout == nil)
        #expect(mixed.columns.label == "y")
        // An empty variable says nothing.
        #expect(try request(file, ["LEADSCORE_SEED": ""], []).seed == 1)
        // A list replaces a list, it does not grow.
        #expect(try request(file, [:], [("exclude", ["z"])]).columns.excluded == ["z"])
    }

    @Test func aWrongValueIsBlamedOnItsPlace() throws {
        let inFile = diagnosed { try request("label: y\nseed: x", [:], []) } as? Diagnostic
        #expect(inFile?.code == "E102" && inFile?.location?.hasSuffix("leadscore.yaml:2:7") == true)
        let inVariable = diagnosed { try request("label: y", ["LEADSCORE_SEED": "x"], []) } as? Diagnostic
        #expect(inVariable?.code == "E103" && inVariable?.message == "LEADSCORE_SEED is \"x\"")
        let inFlag = diagnosed { try request("label: y", [:], [("seed", ["x"])]) } as? Diagnostic
        #expect(inFlag?.code == "E103" && inFlag?.message == "--seed is \"x\"")
    }

    @Test func withoutALabelNothingIsTrained() {
        #expect((diagnosed { try request(nil, [:], []) } as? Diagnostic)?.code == "E103")
    }

    @Test func everySettingHasAVariable() {
        #expect(SettingKey.learningRate.variable == "LEADSCORE_LEARNING_RATE")
        #expect(Set(SettingKey.allCases.map(\.variable)).count == SettingKey.allCases.count)
    }
}
