import BoostedTrees
import Foundation
import LearningCore
import LinearModels
import ModelStorage
import Testing

@testable import LeadScoring

@Suite struct ModelSelectionTests {
    /// A candidate with these losses: each that of a won lead, at −ln(e^loss − 1).
    private func candidate(_ plan: ModelPlan, _ losses: [Double]) -> ModelSelection.Candidate {
        ModelSelection.Candidate(
            plan: plan,
            outOfFold: .init(
                rows: Array(losses.indices), logOdds: losses.map { -log(exp($0) - 1) },
                labels: losses.map { _ in true }))
    }

    private let straight = ModelPlan.logistic(.init())
    private let bent = ModelPlan.shaped(.splines, .init())
    private let stepped = ModelPlan.shaped(.steps, .init(l2Regularization: 10))
    private let boosted = ModelPlan.boosted(.init())

    /// On every lead the same small gain is clear; a larger one that comes and goes is not.
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

    /// A gain on average is no gain where it is chance from lead to lead.
    @Test func gainsAreJudgedLeadByLead() {
        var generator = SeededGenerator(seed: 2)
        let leads = (0..<400).map { _ in 1.5 + generator.nextUniform() }
        let noisy = leads.map { $0 + 2 * (generator.nextUniform() - 0.5) }
        let mean = ModelSelection.mean
        let lucky = noisy.map { $0 - (mean(noisy) - mean(leads)) - 0.001 }
        let better = leads.map { $0 - 0.01 }
        let (simple, byLuck) = (candidate(straight, leads), candidate(boosted, lucky))
        let bySkill = candidate(boosted, better)
        #expect(ModelSelection.best(of: [simple, byLuck]).plan.name == "logistic")
        #expect(ModelSelection.best(of: [simple, bySkill]).plan.name == "boosted")
    }

    /// Shifted to the won rate of its leads, and nothing else: differences between leads stay.
    @Test func aFoldIsTakenAtItsOwnWonRate() throws {
        var generator = SeededGenerator(seed: 5)
        let truth = (0..<4_000).map { _ in 2 * generator.nextUniform() - 3 }
        let labels = truth.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0) }
        let unseen = ModelSelection.OutOfFold(logOdds: truth.map { $0 - 4 }, labels: labels)
        let levelled = try unseen.levelled()
        let mean = ModelSelection.mean(levelled.logOdds.map { LogisticLoss.probability(logOdds: $0) })
        #expect(abs(mean - Double(labels.count { $0 }) / 4_000) < 1e-3)
        let shifts = zip(levelled.logOdds, unseen.logOdds).map { $0 - $1 }
        #expect(shifts.allSatisfy { abs($0 - shifts[0]) < 1e-9 })
        let onlyLost = ModelSelection.OutOfFold(logOdds: [0, 1], labels: [false, false])
        #expect(try onlyLost.levelled().logOdds.allSatisfy(\.isFinite))
    }

    /// The won rate rises tenfold over the training time; what tells leads apart stays the same. Neither the choice nor the
    /// calibration may take the rise for something the model knows: the mean probability stays that of the leads learned
    /// from, where calibrating on the folds as they are would put it near the rate of the last ones and beyond.
    @Test(arguments: [ModelChoice.logistic, .boosted])
    func aRateThatChangesWithTimeBendsNoProbability(_ kind: ModelChoice) throws {
        let count = 6_000
        var generator = SeededGenerator(seed: 6)
        let size = (0..<count).map { _ in generator.nextUniform() * 4 - 2 }
        let labels = (0..<count).map { row in
            let level = -4 + 3 * Double(row) / Double(count)
            return generator.nextUniform() < LogisticLoss.probability(logOdds: level + size[row])
        }
        let dataset = try Dataset(
            features: FeatureMatrix(
                schema: FeatureSchema([Feature(name: "size", kind: .numeric)]), columns: [.numeric(size)]),
            labels: labels)
        var request = TrainingRequest(source: LeadSource(path: ""), label: "")
        request.model = kind
        let selection = ModelSelection(request: request, pool: Leads.pool, progress: { _ in })
        let choice = try selection.choice(
            for: dataset, order: LeadOrder(times: labels.indices.map(Double.init), groups: nil))
        let model = try ModelCalibration(choice.outOfFold, seed: 0, on: Leads.pool)
            .applied(to: choice.plan.fitted(to: dataset, on: Leads.pool).model)
        let scores = try model.logOdds(of: dataset.features, on: Leads.pool)
        let mean = ModelSelection.mean(scores.map { LogisticLoss.probability(logOdds: $0) })
        let rate = Double(labels.count { $0 }) / Double(count)
        #expect(abs(mean / rate - 1) < 0.05, "\(mean) for \(rate)")
    }

    /// What two columns tell only together, among eight that tell nothing: a split has to find the partner of the one above
    /// it, which the usual ones, that may look at three of ten columns, mostly cannot.
    @Test func columnsThatTellOnlyTogetherAreFound() throws {
        var generator = SeededGenerator(seed: 8)
        let columns = (0..<10).map { _ in (0..<1_200).map { _ in generator.nextUniform() } }
        let labels = (0..<1_200).map { row in
            let isHigh = (columns[0][row] > 0.4) == (columns[1][row] > 0.6)
            return generator.nextUniform() < (isHigh ? 0.7 : 0.2)
        }
        let schema = try FeatureSchema((0..<10).map { Feature(name: "x\($0)", kind: .numeric) })
        let dataset = try Dataset(
            features: FeatureMatrix(schema: schema, columns: columns.map(FeatureColumn.numeric)), labels: labels)
        var request = TrainingRequest(source: LeadSource(path: ""), label: "")
        request.model = .boosted
        let choice = try ModelSelection(request: request, pool: Leads.pool, progress: { _ in })
            .choice(for: dataset, order: LeadOrder(times: nil, groups: nil))
        let usual = try #require(choice.candidates.first { $0.plan.name == "boosted" })
        let free = try #require(choice.candidates.first { $0.plan.name == "boosted (45 leaves)" })
        #expect(free.logLoss < usual.logLoss - 0.005 && ModelSelection.isClearlyBetter(free, than: usual))
        #expect(free.plan.settings["features_per_tree"] == "0.6" && free.plan.settings["features_per_split"] == "1.0")
    }
}
