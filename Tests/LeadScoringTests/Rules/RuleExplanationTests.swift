import LearningCore
import RuleScoring
import Testing

@testable import LeadScoring

@Suite struct RuleExplanationTests {
    /// What is answered with its evidence, what to ask next by weight, and the cell in both ways of writing it.
    @Test func answersAndQuestions() throws {
        let rules = try ScratchFile(
            """
            schema: leadscore.rules/1
            axes:
              fit: {min: 0, max: 100, groups: [who]}
              engagement: {min: 0, max: 100, groups: [what]}
            groups:
              who: {rules: [{id: a, when: {attr: need, known: true}, points: 80}]}
              what: {rules: [{id: b, when: {attr: need, known: true}, points: 76}]}
            qualification:
              model: bant
              criteria:
                budget: {weight: 1}
                authority: {weight: 3}
                need: {weight: 2, evidence: note, known_at: asked}
                timing: {evidence: note, known_at: later}
            """, name: "rules.yaml")
        let leads = try ScratchFile(
            "id,need,note,asked,later,timing\nx,partly,said so on the phone,2026-01-01,2026-03-01,yes\n")
        let run = RuleScoringRun(
            try RuleFiles.load(rules.path), source: LeadSource(path: leads.path), id: "id", asOf: AsOf("2026-02-01"))
        let explanation = try run.explain(lead: "x", on: Leads.pool)
        #expect(explanation.cell == "A1")
        #expect(explanation.short == "A76")
        let found = try #require(explanation.qualification)
        #expect(found.answers.map(\.criterion) == ["budget", "authority", "need", "timing"])
        #expect(found.answers.map(\.answer) == ["unknown", "unknown", "partial", "unknown"])
        // What became known later says nothing yet, its evidence included.
        #expect(found.answers.map(\.evidence) == [nil, nil, "said so on the phone", nil])
        #expect(found.questions.first == "Who decides?")
        #expect(found.questions.count == 3)
        #expect(explanation.summary.contains("cell A1 (A76)"))
        #expect(explanation.priority == 1)
        #expect(explanation.summary.contains("call now (within 4h)"))
        #expect(explanation.summary.contains("  need: partial – said so on the phone\n  ask: Who decides?"))
    }
}
