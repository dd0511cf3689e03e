import Evaluation
import FeatureExtraction
import LearningCore
import ModelStorage

extension TrainingRun {
    /// What the held-out leads showed.
    struct Evaluated {
        let choice: ModelSelection.Choice
        let holdout: TrainingReport.Holdout
        /// Scores of leads the scoring model had not seen.
        let referenceLogOdds: [Double]
    }

    /// Chooses and fits on the training part, judges on the held-out part; `nil` when nothing is held out.
    func evaluated(
        _ leads: ClosedLeads, _ recipe: FeatureRecipe, _ split: Split?, leaks: Set<String>, clock: inout StageClock
    ) throws(Diagnostic) -> Evaluated? {
        guard let split else { return nil }
        let train = leads.selecting(split.train)
        let test = leads.selecting(split.test)
        let (features, testSet) = try clock.time(.features) { () throws(Diagnostic) in
            let features = try FeaturizedLeads(train, recipe, on: pool)
            return (features, try FeaturizedLeads.dataset(test, features.extractor, on: pool))
        }
        let choice = try clock.time(.select) { () throws(Diagnostic) in
            try ModelSelection(request: request, pool: pool).choice(for: features.dataset, order: train.order)
        }
        return try clock.time(.evaluate) { () throws(Diagnostic) in
            let model = try choice.plan.fitted(to: features.dataset, on: pool).model
            let logOdds = try scores(of: model, testSet.features)
            let outcomes = try Diagnostic.translating { () throws(EvaluationError) in
                try ScoredOutcomes(logOdds: logOdds, labels: testSet.labels)
            }
            var holdout = TrainingReport.Holdout(
                rows: testSet.rowCount, positives: testSet.positiveCount, split: leads.order.kind,
                report: EvaluationReport(of: outcomes, seed: request.seed, on: pool),
                gains: GainsTable(of: outcomes))
            if !leaks.isEmpty {
                let open = FeatureRecipe(leads.assignments)
                holdout.withLeaks = try auc(choice.plan, open, train: train, test: test)
            }
            if leads.order.kind != "random" {
                holdout.atRandom = try aucAtRandom(choice.plan, recipe, leads, fraction: request.holdout ?? 0.2)
            }
            return Evaluated(choice: choice, holdout: holdout, referenceLogOdds: logOdds)
        }
    }

    private func aucAtRandom(
        _ plan: ModelPlan, _ recipe: FeatureRecipe, _ leads: ClosedLeads, fraction: Double
    ) throws(Diagnostic) -> Estimate? {
        let split = try Diagnostic.translating { () throws(EvaluationError) in
            try Splitter.stratified(labels: leads.labels, testFraction: fraction, seed: request.seed)
        }
        return try auc(plan, recipe, train: leads.selecting(split.train), test: leads.selecting(split.test))
    }

    private func auc(
        _ plan: ModelPlan, _ recipe: FeatureRecipe, train: ClosedLeads, test: ClosedLeads
    ) throws(Diagnostic) -> Estimate? {
        let features = try FeaturizedLeads(train, recipe, on: pool)
        let testSet = try FeaturizedLeads.dataset(test, features.extractor, on: pool)
        let logOdds = try scores(of: try plan.fitted(to: features.dataset, on: pool).model, testSet.features)
        let outcomes = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: testSet.labels)
        }
        return ROCAUC().estimate(of: outcomes, confidence: 0.95)
    }
}
