import Evaluation
import FeatureExtraction
import LearningCore
import ModelStorage

extension TrainingRun {
    /// What the held-out leads showed.
    struct Evaluated {
        let choice: ModelSelection.Choice
        let calibration: ModelCalibration
        let holdout: TrainingReport.Holdout
        /// The held-out leads, as places among the closed ones.
        let rows: [Int]
        /// Their scores by a model that had not seen them.
        let referenceLogOdds: [Double]
    }

    /// Chooses and fits on the training part, judges on the held-out part; `nil` when nothing is held out.
    func evaluated(
        _ leads: ClosedLeads, _ recipe: LeadRecipe, _ split: Split?, _ gates: LeadGates, clock: inout StageClock
    ) throws(Diagnostic) -> Evaluated? {
        guard let split else { return nil }
        let train = leads.selecting(split.train)
        let test = leads.selecting(split.test)
        let features = try clock.time(.features) { () throws(Diagnostic) in
            try FeaturizedLeads(train, recipe, on: pool)
        }
        try features.features.requireCrosses(request.crosses)
        let selection = selection(announcing: clock.announce)
        let choice = try clock.time(.select) { () throws(Diagnostic) in
            try chosen(by: selection, for: features.dataset, order: train.order)
        }
        let calibration = try clock.time(.calibrate) { () throws(Diagnostic) in
            try ModelCalibration(choice.outOfFold, seed: request.seed, on: pool)
        }
        return try clock.time(.evaluate) { () throws(Diagnostic) in
            let trials = try trials(
                leads, recipe, train: train, test: test, plan: choice.plan, calibration, leaks: gates.leaks)
            let outcomes = try pool.fits(trials.count, rows: leads.labels.count) { index throws(Diagnostic) in
                try scored(trials[index])
            }
            var holdout = TrainingReport.Holdout(
                rows: test.labels.count, positives: test.labels.count { $0 }, split: leads.order.kind,
                report: EvaluationReport(of: outcomes[0], seed: request.seed, on: pool),
                gains: GainsTable(of: outcomes[0]))
            (holdout.purged, holdout.overlapping) = leads.order.overlaps(of: split)
            holdout.lookahead = leads.order.lookahead
            holdout.baselines = try Baselines(
                train: features.dataset, test: FeaturizedLeads.dataset(test, features.features, on: pool), gates,
                on: pool)
            for (trial, outcome) in zip(trials, outcomes) {
                let auc = ROCAUC().estimate(of: outcome, confidence: 0.95)
                switch trial.purpose {
                case .judging: break
                case .withLeaks: holdout.withLeaks = auc
                case .atRandom: holdout.atRandom = auc
                }
            }
            return Evaluated(
                choice: choice, calibration: calibration, holdout: holdout, rows: split.test,
                referenceLogOdds: outcomes[0].scores)
        }
    }

    /// The plan for these leads, with own models for the segments that were asked for.
    func chosen(
        by selection: ModelSelection, for dataset: Dataset, order: LeadOrder
    ) throws(Diagnostic) -> ModelSelection.Choice {
        let segments = try request.columns.segment.map { column throws(Diagnostic) in
            try SegmentSelection(of: dataset, by: column)
        }
        let common = try selection.choice(for: dataset, order: order)
        let quiet = ModelSelection(request: request, pool: pool) { _ in }
        return try segments?.choice(common, by: quiet, order: order) ?? common
    }

    /// A fit to some leads that is judged on others.
    private struct Trial: Sendable {
        enum Purpose: Sendable {
            /// The figures of the run.
            case judging
            /// What the columns that were left out would have promised.
            case withLeaks
            /// What a random split would have promised.
            case atRandom
        }

        let purpose: Purpose
        let plan: ModelPlan
        let calibration: ModelCalibration
        let recipe: LeadRecipe
        let train: ClosedLeads
        let test: ClosedLeads
    }

    /// The judging trial first.
    private func trials(
        _ leads: ClosedLeads, _ recipe: LeadRecipe, train: ClosedLeads, test: ClosedLeads, plan: ModelPlan,
        _ calibration: ModelCalibration, leaks: Set<String>
    ) throws(Diagnostic) -> [Trial] {
        var trials = [
            Trial(
                purpose: .judging, plan: plan, calibration: calibration, recipe: recipe, train: train, test: test)
        ]
        if !leaks.isEmpty {
            // How much a leak promises shows with a small model as well as with a large one.
            let open = LeadRecipe(attributes: leads.recipe(), events: recipe.events)
            let quick = ModelPlan.boosted(QuickModel.hyperparameters)
            trials.append(
                Trial(
                    purpose: .withLeaks, plan: quick, calibration: .none, recipe: open, train: train, test: test))
        }
        if leads.order.kind != "random", let fraction = request.holdout {
            let split = try Diagnostic.translating { () throws(EvaluationError) in
                if let groups = leads.order.groups {
                    return try Splitter.grouped(
                        groups: groups, labels: leads.labels, testFraction: fraction, seed: request.seed)
                }
                return try Splitter.stratified(labels: leads.labels, testFraction: fraction, seed: request.seed)
            }
            trials.append(
                Trial(
                    purpose: .atRandom, plan: plan, calibration: .none, recipe: recipe,
                    train: leads.selecting(split.train),
                    test: leads.selecting(split.test)))
        }
        return trials
    }

    private func scored(_ trial: Trial) throws(Diagnostic) -> ScoredOutcomes {
        let features = try FeaturizedLeads(trial.train, trial.recipe, on: pool)
        let testSet = try FeaturizedLeads.dataset(trial.test, features.features, on: pool)
        let model = trial.calibration.applied(to: try trial.plan.fitted(to: features.dataset, on: pool).model)
        let logOdds = try scores(of: model, testSet.features)
        return try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: testSet.labels)
        }
    }
}
