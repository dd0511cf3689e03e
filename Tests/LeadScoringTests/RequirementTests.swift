import Evaluation
import LeadScoring
import LearningCore
import Testing

@Suite struct RequirementTests {
    @Test(arguments: [
        ("roc_auc>=0.8", "roc_auc", Requirement.Comparison.atLeast, 0.8),
        (" log_loss <= 0.5 ", "log_loss", .atMost, 0.5),
        ("brier<.25", "brier", .below, 0.25), ("lift_at_10>2", "lift_at_10", .above, 2),
        ("ece<=1e-2", "ece", .atMost, 0.01),
    ])
    func aRequirementIsRead(text: String, metric: String, comparison: Requirement.Comparison, bound: Double) throws {
        let requirement = try Requirement(text)
        #expect(requirement.metric == metric && requirement.comparison == comparison && requirement.bound == bound)
    }

    @Test(arguments: [
        "", "roc_auc", "roc_auc=0.8", "roc_auc>=", ">=0.8", "roc_auc>=nan", "roc_auc>=inf", "auc>=0.8", "a>=b>=c",
    ])
    func anythingElseIsRefused(text: String) {
        let error = diagnosed { try Requirement(text) } as? Diagnostic
        #expect(error?.code == "E103")
        #expect(error?.fix?.contains("roc_auc") == true)
    }

    @Test func aNearMissIsNamed() {
        let error = diagnosed { try Requirement("roc_uac>=0.8") } as? Diagnostic
        #expect(error?.evidence == ["did you mean \"roc_auc\"?"])
    }

    @Test func requirementsCompareAsTheySay() throws {
        let scored = try ScoredOutcomes(probabilities: [0.9, 0.8, 0.2, 0.1], labels: [true, false, true, false])
        let report = EvaluationReport(of: scored, seed: 0, on: WorkerPool(threadCount: 1))
        // Three of the four pairs are in order.
        for (text, isMet) in [
            ("roc_auc>=0.75", true), ("roc_auc>0.75", false), ("roc_auc<=0.75", true), ("roc_auc<0.75", false),
            ("roc_auc>=0.7501", false), ("roc_auc<0.7501", true),
        ] {
            #expect(try Requirement(text).isMet(by: report) == isMet, "\(text)")
        }
    }
}
