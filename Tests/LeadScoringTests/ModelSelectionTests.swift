import BoostedTrees
import LearningCore
import LinearModels
import Testing

@testable import LeadScoring

@Suite struct ModelSelectionTests {
    private func candidate(_ plan: ModelPlan, _ losses: [Double], leads: [Double]? = nil) -> ModelSelection.Candidate {
        ModelSelection.Candidate(
            plan: plan, name: plan.name, losses: losses, leadLosses: leads, isSimple: plan.isSimple,
            outOfFold: .init())
    }

    private let straight = ModelPlan.logistic(.init())
    private let bent = ModelPlan.shaped(.splines, .init())
    private let stepped = ModelPlan.shaped(.steps, .init(l2Regularization: 10))
    private let boosted = ModelPlan.boosted(.init())

    /// On every fold the same small gain is clear; a larger one that comes and goes is not.
    @Test func aGainMustBeLargerThanItsStandardError() {
        let base = [0.50, 0.52, 0.48, 0.51, 0.49]
        let steady = base.map { $0 - 0.001 }
        let fitful = zip(base, [0.05, -0.05, 0.05, -0.04, 0.01]).map { $0 - $1 }
        #expect(
            ModelSelection.best(of: [candidate(straight, base), candidate(boosted, steady)]).plan.name == "boosted")
        #expect(
            ModelSelection.best(of: [candidate(straight, base), candidate(boosted, fitful)]).plan.name == "logistic")
    }

    @Test func theBestFlexibleOneChallengesTheBestSimpleOne() {
        let base = [0.50, 0.52, 0.48]
        let candidates = [
            candidate(straight, base), candidate(bent, base.map { $0 - 0.01 }),
            candidate(stepped, base.map { $0 - 0.015 }), candidate(boosted, base.map { $0 - 0.02 }),
        ]
        #expect(ModelSelection.best(of: candidates).plan.name == "boosted")
        #expect(ModelSelection.best(of: Array(candidates.prefix(3))).plan.name == stepped.name)
        #expect(ModelSelection.best(of: Array(candidates.prefix(2))).plan.name == bent.name)
        #expect(ModelSelection.best(of: [candidates[3]]).plan.name == "boosted")
    }

    /// With one fold the leads say how sure a gain is.
    @Test func aSingleFoldIsJudgedLeadByLead() {
        var generator = SeededGenerator(seed: 2)
        let leads = (0..<400).map { _ in generator.nextUniform() }
        let noisy = leads.map { $0 + 2 * (generator.nextUniform() - 0.5) }
        let mean = ModelSelection.mean
        let lucky = noisy.map { $0 - (mean(noisy) - mean(leads)) - 0.001 }
        let better = leads.map { $0 - 0.01 }
        let simple = candidate(straight, [mean(leads)], leads: leads)
        let byLuck = candidate(boosted, [mean(lucky)], leads: lucky)
        let bySkill = candidate(boosted, [mean(better)], leads: better)
        #expect(ModelSelection.best(of: [simple, byLuck]).plan.name == "logistic")
        #expect(ModelSelection.best(of: [simple, bySkill]).plan.name == "boosted")
    }
}
