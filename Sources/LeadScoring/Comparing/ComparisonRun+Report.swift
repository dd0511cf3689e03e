import Evaluation
import LearningCore
import ModelStorage
import Tabular

extension ComparisonRun.Scores {
    func report(
        _ run: ComparisonRun, _ leads: ComparedLeads, _ calibration: RuleCalibration.Result
    ) throws(Diagnostic) -> ComparisonReport {
        let request = run.request
        let (areas, sets) = try Diagnostic.translating { () throws(EvaluationError) in
            (try PairedAUCComparison(model, rules), try SwapSets(model, rules, capacity: capacity))
        }
        let answers = try answers(seed: request.seed, on: run.pool)
        let modelFigures = figures(of: model, probabilities: model, .model, answers, run)
        let ruleFigures = figures(of: rules, probabilities: calibratedRules, .rules, answers, run)
        let ranks = RankCorrelation(leads.logOdds, leads.points)
        let segments = request.segment.flatMap { leads.frame[$0] }.map { GroupComparison.bySegment($0, leads) }
        let periods = leads.timeColumn.flatMap { leads.frame[$0] }.flatMap { GroupComparison.byPeriod($0, leads) }
        let worked = request.worked.flatMap { leads.frame[$0] }.map { WorkedBands($0, leads) }
        return ComparisonReport(
            verdict: Verdict(
                areas, model: modelFigures.metrics["roc_auc"], rules: ruleFigures.metrics["roc_auc"],
                won: answers[.more(.model)], capacity: capacity),
            basis: leads.basis, leads: leads.counts, ruleScore: leads.ruleName, ruleCalibration: calibration.method,
            capacity: ComparisonReport.CapacityFigures(leads: capacity, share: share),
            model: modelFigures, rules: ruleFigures,
            difference: ComparisonReport.Difference(
                rocAUC: areas.difference, rocAUCStandardError: areas.standardError, rocAUCPValue: areas.pValue,
                averagePrecision: answers[.averagePrecisionDifference], logLoss: answers[.logLossDifference],
                wonAtCapacity: answers[.more(.model)]),
            agreement: ComparisonReport.Agreement(
                overlapAtCapacity: sets.overlap, spearman: ranks?.spearman, kendall: ranks?.kendall),
            swap: try run.swapAnalysis(
                leads, sets, model: TopSelection(of: model, capacity: capacity),
                rules: TopSelection(of: rules, capacity: capacity)),
            policies: policies(answers, cost: request.costPerContact), hybrids: hybridFigures(answers),
            capacityCurve: capacityCurve,
            profit: ProfitAnalysis(request, leads, model: model, rules: rules),
            ruleEffects: RuleEffects(leads.parts, labels: leads.labels, on: run.pool), segments: segments,
            periods: periods, worked: worked,
            caveats: Caveats(request: request, provenance: run.artifact.provenance).lines(leads, segments),
            made: ComparisonReport.Made(
                version: Toolkit.version, seed: request.seed,
                trainingFingerprint: String(run.artifact.provenance.fingerprint, radix: 16),
                modelKind: run.artifact.model.kind))
    }

    /// The intervals.
    private func answers(seed: UInt64, on pool: WorkerPool) throws(Diagnostic) -> [PolicyQuestion: Estimate] {
        let questions = PolicyQuestion.all
        let (share, leads) = (share, Double(model.rowCount))
        let statistics = questions.map { question -> PairedBootstrap.Statistic in
            { PolicyDraw(rankings: $0, share: share, leads: leads).answer(question) }
        }
        let estimates = try Diagnostic.translating { () throws(EvaluationError) in
            try PairedBootstrap(seed: seed).estimates(of: ranked, statistics: statistics, on: pool)
        }
        var answers: [PolicyQuestion: Estimate] = [:]
        for (question, estimate) in zip(questions, estimates) { answers[question] = estimate }
        return answers
    }

    private func figures(
        of score: ScoredOutcomes, probabilities: ScoredOutcomes, _ policy: Policy,
        _ answers: [PolicyQuestion: Estimate], _ run: ComparisonRun
    ) -> ComparisonReport.ScoreFigures {
        var metrics: [String: Estimate] = [:]
        metrics["roc_auc"] = DeLong(score)?.estimate()
        metrics["average_precision"] = answers[.averagePrecision(policy)]
        metrics["won_at_capacity"] = answers[.won(policy)]
        metrics["capture_at_capacity"] = answers[.kept(policy)]
        metrics["lift_at_capacity"] = answers[.lift(policy)]
        let stated = EvaluationReport(
            of: probabilities, metrics: [LogLoss(), BrierScore(), ExpectedCalibrationError()],
            seed: run.request.seed, on: run.pool)
        for estimate in stated.estimates { metrics[estimate.name] = estimate.estimate }
        return ComparisonReport.ScoreFigures(
            metrics: metrics, gains: GainsTable(of: score), reliability: ReliabilityCurve(of: probabilities),
            histogram: ProbabilityHistogram.counts(
                probabilities.scale == .probability
                    ? probabilities.scores : probabilities.scores.map(LogisticLoss.probability(logOdds:))),
            roc: Self.thinned(ROCCurve(of: score)?.points ?? []),
            precisionRecall: Self.thinned(PrecisionRecallCurve(of: score)?.points ?? []),
            curves: CurveBand.bands(
                [.roc, .precisionRecall, .gains], of: score, steps: 50, seed: run.request.seed, on: run.pool),
            safeSkip: SafeSkip(of: score))
    }

    /// At most 201 of the points, the ends among them: more a drawing does not show.
    private static func thinned<Point>(_ points: [Point]) -> [Point] {
        let most = 201
        guard points.count > most else { return points }
        return (0..<most).map { points[$0 * (points.count - 1) / (most - 1)] }
    }

    private func policies(_ answers: [PolicyQuestion: Estimate], cost: Double?) -> [PolicyFigures] {
        Policy.shown.map { name, policy in
            let contacts = answers[.contacts(policy)]
            let costs = contacts.flatMap { contacts in
                cost.map { Estimate(value: $0 * contacts.value, low: $0 * contacts.low, high: $0 * contacts.high) }
            }
            return PolicyFigures(
                policy: name, won: answers[.won(policy)], winsKept: answers[.kept(policy)],
                contactsPerWin: contacts, costPerWin: costs, callsSaved: answers[.saved(policy)])
        }
    }

    private func hybridFigures(_ answers: [PolicyQuestion: Estimate]) -> [HybridFigures] {
        HybridRanking.allCases.map { hybrid in
            HybridFigures(
                name: hybrid.rawValue, words: hybrid.words, won: answers[.won(.hybrid(hybrid))],
                more: answers[.more(.hybrid(hybrid))])
        }
    }

    /// At every twentieth of the leads.
    private var capacityCurve: [CapacityPoint] {
        let total = model.ranking.total
        return (0...20).map { step in
            let leads = total * Double(step) / 20
            return CapacityPoint(
                share: Double(step) / 20, leads: leads, random: model.ranking.totalWon * Double(step) / 20,
                rules: rules.ranking.wonWithin(best: leads), model: model.ranking.wonWithin(best: leads),
                hybrid: hybrids[hybrids.count - 1].ranking.wonWithin(best: leads))
        }
    }
}
