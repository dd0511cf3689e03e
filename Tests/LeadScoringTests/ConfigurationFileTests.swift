import FeatureExtraction
import LeadHistory
import Tabular
import Testing

@testable import LeadScoring

@Suite struct ConfigurationFileTests {
    private func fault(_ text: String) throws -> Diagnostic {
        let file = try ScratchFile(text, name: "leadscore.yaml")
        let error = diagnosed { try ConfigurationFile(path: file.path) }
        return try #require(error as? Diagnostic, "\(text)")
    }

    @Test func everythingIsRead() throws {
        let file = try ScratchFile(
            """
            # a comment
            label: "Ist gewonnen?"
            won: [ja, "1"]
            lost: nein
            exclude:
              - a,b
              - "c: d"
            seed: 007
            columns:
              pdays: {type: number, placeholders: ["999", -1]}
              zip: {role: categorical}
            """)
        let configuration = try ConfigurationFile(path: file.path)
        #expect(configuration.values[.label]?.words == ["Ist gewonnen?"])
        #expect(configuration.values[.won]?.words == ["ja", "1"])
        #expect(configuration.values[.lost]?.words == ["nein"])
        #expect(configuration.values[.exclude]?.words == ["a,b", "c: d"])
        #expect(configuration.values[.seed]?.words == ["007"])
        #expect(
            configuration.columns == [
                ConfiguredColumn(
                    name: "pdays", location: "\(file.path):10:3", type: .number, placeholders: ["999", "-1"]),
                ConfiguredColumn(name: "zip", location: "\(file.path):11:3", role: .categorical),
            ])
    }

    @Test(arguments: [
        ("lable: x", ":1:1", "label"), ("label: x\nmodle: boosted", ":2:1", "model"),
        ("columns:\n  a: {rol: id}", ":2:12", "role"), ("columns:\n  a: {role: numric}", ":2:13", "numeric"),
        ("columns:\n  a: {type: txt}", ":2:13", "text"),
        ("event-featres:\n  windows: [7d]", ":1:1", "event-features"),
        ("event-features:\n  max-type: 3", ":2:3", "max-types"),
        ("event-features: {sequence: no}", ":1:18", "sequences"),
    ])
    func aMistypedWordIsShownAndMended(text: String, place: String, meant: String) throws {
        let fault = try fault(text)
        #expect(fault.code == "E102" && fault.exitStatus == 78)
        #expect(fault.location?.hasSuffix("leadscore.yaml" + place) == true, "\(fault.location ?? "")")
        #expect(fault.evidence == ["did you mean \"\(meant)\"?"])
        #expect(fault.fix?.hasPrefix("possible: ") == true)
    }

    @Test(arguments: [
        "- a", "just text", "label: [a, b]", "label: {a: b}", "columns: [a]", "columns:\n  a: numeric",
        "columns:\n  a: {placeholders: x}", "label: \"open", "a: b: c", "\tlabel: x", "? [a]\n: b", "label: *nowhere",
        "won: [[a]]", "event-features: 3", "event-features: {windows: 7d}", "event-features: {windows: [7]}",
        "event-features: {windows: [0d]}", "event-features: {max-types: -1}", "event-features: {max-features: 0}",
        "event-features: {sequences: perhaps}", "event-features: {only: open}", "event-features: {only: [a, a]}",
        "event-features: {only: [a], exclude: [a]}", "event-features: {time-zone: Middle-earth/Shire}",
        "event-features: {only: [[a]]}", "event-features: {3: 4}",
    ])
    func anythingElseIsRefusedWithItsPlace(text: String) throws {
        let fault = try fault(text)
        #expect(fault.code == "E102")
        #expect(fault.location?.contains("leadscore.yaml:") == true, "\(fault)")
    }

    @Test func eventFeaturesAreSteered() throws {
        let file = try ScratchFile(
            """
            event-features:
              max-types: 8
              max-features: 60
              windows: [30d, 7d, 2w, 7d]
              only: [email_open, pricing page]
              exclude: [newsletter]
              sequences: no
              time-zone: Europe/Berlin
            """, name: "leadscore.yaml")
        let found = try #require(try ConfigurationFile(path: file.path).eventFeatures)
        #expect(found.recipe.maximumTypes == 8 && found.recipe.maximumFeatures == 60)
        #expect(found.recipe.windows == [7, 14, 30].map { $0 * Span.day })
        #expect(found.recipe.onlyTypes == ["email_open", "pricing page"])
        #expect(found.recipe.excludedTypes == ["newsletter"])
        #expect(!found.recipe.hasSequences && found.recipe.timeZone == "Europe/Berlin")
        #expect(found.typeLocations["pricing page"] == "\(file.path):5:22")
        // What is not said stays as it is.
        let little = try ScratchFile("event-features: {max-types: 0}", name: "leadscore.yaml")
        let rest = try #require(try ConfigurationFile(path: little.path).eventFeatures).recipe
        #expect(rest.maximumTypes == 0 && rest.windows == EventFeatureRecipe().windows && rest.hasSequences)
    }

    @Test func filesThatAreNone() throws {
        #expect((diagnosed { try ConfigurationFile(path: "/nonexistent.yaml") } as? Diagnostic)?.code == "E211")
        #expect(try fault(String(repeating: "# x\n", count: 300_000)).code == "E102")
        // Nothing said is nothing wrong.
        let empty = try ScratchFile("# nothing\n", name: "leadscore.yaml")
        #expect(try ConfigurationFile(path: empty.path).values.isEmpty)
    }

    /// A few lines that would grow to gigabytes if aliases were written out.
    @Test(.timeLimit(.minutes(1))) func aliasesDoNotExplode() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        _ = try fault(text)
    }
}
