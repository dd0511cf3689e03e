import Foundation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct RuleImportTests {
    private static func imported(_ text: String, from system: String) throws -> RuleImport {
        let file = try ScratchFile(text, name: system == "dynamics" ? "rules.csv" : "rules.json")
        return try RuleImport(file.path, from: system, on: Leads.pool)
    }

    /// Reads the file back; it must have no error and no doubt.
    private static func lint(_ imported: RuleImport) throws -> RuleLintReport {
        let file = try ScratchFile(imported.text, name: "rules.yaml")
        return RuleLintReport(try RuleFiles.inspect(file.path))
    }

    // MARK: - Mautic

    private static let mautic = """
        {"total": 6, "points": [
          {"id": 1, "name": "Opened the offer", "type": "email.open", "delta": 5, "isPublished": true, "repeatable": true,
           "properties": {"emails": [3, 8], "categories": [2]}},
          {"id": 2, "name": "Pricing", "type": "url.hit", "delta": "10", "isPublished": true,
           "properties": {"page_url": "https://example.org/pricing*", "page_hits": 2, "returns_within": 1,
                          "returns_within_unit": "D"}},
          {"id": 3, "name": "Old", "type": "form.submit", "delta": 3, "isPublished": false, "properties": {}},
          {"id": 4, "name": "Push", "type": "plugin.leadpush", "delta": 3, "properties": {}},
          {"id": 5, "name": "Jobs page", "type": "page.hit", "delta": -7, "properties": {"pages": []}}],
         "triggers": [{"id": 9, "name": "Call now", "points": 12, "events": [{"type": "email.send"}]}]}
        """

    @Test func mauticActionsBecomeRules() throws {
        let imported = try Self.imported(Self.mautic, from: "mautic")
        #expect(imported.rules == 3)
        #expect(imported.thresholds == 1)
        let lint = try Self.lint(imported)
        #expect(lint.problems.isEmpty && lint.rules == 3)
        #expect(imported.text.contains(#"{event: "email_open", where: {"email_id": {in: ["3", "8"]}}}"#))
        #expect(imported.text.contains(#"{starts_with: ["https://example.org/pricing"]}}, count: {gte: 2}}"#))
        #expect(imported.text.contains("points: -7"))
        #expect(imported.text.contains("repeat: {mode: per_event}"))
        #expect(imported.text.contains(#"set: {action: "Call now"}"#))
    }

    @Test func whatMauticHasAndWeHaveNotIsListedWithItsPlace() throws {
        let imported = try Self.imported(Self.mautic, from: "mautic")
        #expect(
            imported.leftOut.map(\.place) == [
                "points[0].properties.categories", "points[1].properties.returns_within", "points[2]", "points[3]",
                "triggers[0].events[0]",
            ])
        for part in imported.leftOut { #expect(imported.text.contains("#   \(part.place): ")) }
        #expect(imported.summary(source: "x", output: nil).contains("triggers[0].events[0]"))
    }

    @Test func mauticsTriggerSpeaksFromItsPointsOn() throws {
        let csv = "lead_id,timestamp,event_type\na,2024-01-01,form\nb,2024-01-01,page_view\n"
        let text = """
            {"points": [{"name": "Form", "type": "form.submit", "delta": 7, "properties": {"forms": []}},
                        {"name": "Page", "type": "page.hit", "delta": 6, "properties": {}}],
             "triggers": [{"name": "Call now", "points": 7, "events": []}]}
            """
        let rules = try ScratchFile(Self.imported(text, from: "mautic").text, name: "rules.yaml")
        let events = try ScratchFile(csv, name: "events.csv")
        let leads = try ScratchFile("lead_id\na\nb\n")
        let output = leads.path + ".scores.csv"
        _ = try RuleScoringRun(
            try RuleFiles.load(rules.path), source: LeadSource(path: leads.path), events: events.path, id: "lead_id",
            asOf: .time(1_800_000_000)
        ).write(to: output, on: Leads.pool)
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
        #expect(lines[1].contains("Call now"))
        #expect(!lines[2].contains("Call now"))
    }

    // MARK: - HubSpot

    @Test func hubSpotsGroupsAndFiltersBecomeRules() throws {
        let imported = try Self.imported(
            """
            {"results": [{"name": "hubspotscore", "label": "Lead score", "groups": [
               {"name": "Job", "limit": 30, "rules": [
                 {"name": "Decides", "score": 20, "filterBranch": {"filterBranchType": "OR", "filters": [], "filterBranches": [
                    {"filterBranchType": "AND", "filterBranches": [], "filters": [
                      {"filterType": "PROPERTY", "property": "jobtitle",
                       "operation": {"operationType": "MULTISTRING", "operator": "CONTAINS", "values": ["director", "head of"]}},
                      {"filterType": "PROPERTY", "property": "numemployees",
                       "operation": {"operationType": "NUMBER", "operator": "IS_GREATER_THAN", "value": 50}}]}]}},
                 {"name": "In a list", "score": 5, "filterBranch": {"filterBranchType": "AND",
                   "filters": [{"filterType": "IN_LIST", "listId": "7"}]}}]}],
              "positiveRules": [{"points": 3, "filters": [[{"property": "city", "operator": "EQ", "value": "Bonn"}],
                                                          [{"property": "phone", "operator": "HAS_PROPERTY"}]]}],
              "negativeRules": [{"points": 4, "filters": [[{"property": "email", "operator": "NOT_HAS_PROPERTY"}]]}]}]}
            """, from: "hubspot")
        #expect(imported.rules == 3)
        #expect(try Self.lint(imported).problems.isEmpty)
        #expect(imported.text.contains(#"{attr: "jobtitle", contains: ["director", "head of"]}"#))
        #expect(imported.text.contains(#"{attr: "numemployees", gt: "50"}"#))
        #expect(imported.text.contains(#"{any: [{attr: "city", in: ["Bonn"]}, {attr: "phone", known: true}]}"#))
        #expect(imported.text.contains("points: -4"))
        #expect(imported.leftOut.map(\.place) == ["[0].groups[0].limit", "[0].groups[0].rules[1]"])
    }

    // MARK: - Dynamics

    @Test func linesOfAConditionHoldTogether() throws {
        let imported = try Self.imported(
            """
            Condition,Type,Field,Operator,Value,Times,Within,Score
            Decision maker,attribute,jobtitle,contains,Director;Head of,,,20
            Decision maker,attribute,numberofemployees,is greater than,50,,,
            Reader,interaction,Email opened,,,2,30,5
            Odd,attribute,city,sounds like,Bonn,,,3
            Worthless,attribute,city,equals,Bonn,,,
            """, from: "dynamics")
        #expect(imported.rules == 2)
        #expect(try Self.lint(imported).problems.isEmpty)
        #expect(imported.text.contains(#"{all: [{attr: "jobtitle", contains: ["Director", "Head of"]}, "#))
        #expect(imported.text.contains(#"{event: "email_open", window: 30d, count: {gte: 2}}"#))
        #expect(imported.leftOut.count == 2)
        #expect(imported.leftOut[0].what.contains("sounds like"))
    }

    // MARK: - Hostile input

    @Test(arguments: [
        ("mautic", ""), ("mautic", "{"), ("mautic", "[]"), ("mautic", "{\"points\": 5}"), ("hubspot", "{}"),
        ("hubspot", "[1, null, \"x\"]"), ("hubspot", "{\"rules\": [{\"score\": 1}]}"),
        ("dynamics", "a,b\n1,2\n"), ("dynamics", "condition,field,score\n"),
        ("mautic", "{\"points\": [{\"type\": \"email.open\", \"delta\": 1e99, \"name\": {}}]}"),
    ])
    func whatIsNoExportGetsOneError(system: String, text: String) throws {
        let error = diagnosed { try Self.imported(text, from: system) } as? Diagnostic
        #expect(error != nil)
        #expect(error?.fix != nil)
    }

    @Test func deepAndLargeFilesAreRefusedBeforeTheyAreParsed() throws {
        let deep = String(repeating: "[", count: 200_000)
        #expect((diagnosed { try Self.imported(deep, from: "mautic") } as? Diagnostic)?.code == "E350")
        let large = "{\"points\": \"" + String(repeating: "x", count: RuleImport.sizeLimit) + "\"}"
        #expect((diagnosed { try Self.imported(large, from: "hubspot") } as? Diagnostic)?.code == "E350")
        var branch = "{\"filterBranchType\": \"AND\", \"filters\": [{\"property\": \"a\"}]}"
        for _ in 0..<20 { branch = "{\"filterBranchType\": \"AND\", \"filterBranches\": [\(branch)]}" }
        let nested = "{\"rules\": [{\"score\": 1, \"filterBranch\": \(branch)}]}"
        let error = diagnosed { try Self.imported(nested, from: "hubspot") } as? Diagnostic
        #expect(error?.evidence.first?.contains("levels deep") == true)
    }

    @Test func wordsThatLookLikeYAMLStayWords() throws {
        let imported = try Self.imported(
            #"""
            {"points": [{"name": "&a: *a\n- x", "description": "# &a *a", "type": "url.hit", "delta": 1,
                         "properties": {"page_url": "https://e.org/?q={&a}[*"}},
                        {"name": "null\u0007", "type": "form.submit", "delta": 2, "properties": {"forms": ["\": ]"]}}],
             "triggers": [{"name": "}*a \u0000", "points": 2}]}
            """#, from: "mautic")
        #expect(imported.rules == 2)
        #expect(try Self.lint(imported).errors == 0)
    }

    @Test func aMistypedSystemIsSuggested() throws {
        let error = diagnosed { try Self.imported("{}", from: "mautik") } as? Diagnostic
        #expect(error?.code == "E103")
        #expect(error?.evidence.first?.contains("mautic") == true)
        #expect(
            (diagnosed { try RuleImport("/nowhere/x.json", from: "mautic", on: Leads.pool) } as? Diagnostic)?.code
                == "E211")
    }
}
