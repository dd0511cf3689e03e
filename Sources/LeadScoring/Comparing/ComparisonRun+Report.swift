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
        let modelFigures = figures(of: model, probabilities: model, "model", answers, run)
        let ruleFigures = figures(of: rules, probabilities: calibratedRules, "rules", answers, run)
        let ranks = RankCorrelation(leads.logOdds, leads.points)
        let segments = request.segment.flatMap { leads.frame[$0] }.map { GroupComparison.bySegment($0, leads) }
        let periods = leads.timeColumn.flatMap { leads.frame[$0] }.flatMap { GroupComparison.byPeriod($0, leads) }
        let worked = request.worked.flatMap { leads.frame[$0] }.map { WorkedBands($0, leads) }
        return ComparisonReport(
            verdict: Verdict(
                areas, model: modelFigures.metrics["roc_auc"], rules: ruleFigures.metrics["roc_auc"],
                won: answers["\(PolicyBook.model).more"], capacity: capacity),
            basis: leads.basis, leads: leads.counts, ruleScore: leads.ruleName, ruleCalibration: calibration.method,
            capacity: ComparisonReport.CapacityFigures(leads: capacity, share: share),
            model: modelFigures, rules: ruleFigures,
            difference: ComparisonReport.Difference(
                rocAUC: areas.difference, rocAUCStandardError: areas.standardError, rocAUCPValue: areas.pValue,
                averagePrecision: answers["average_precision"], logLoss: answers["log_loss"],
                wonAtCapacity: answers["\(PolicyBook.model).more"]),
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

    /// The intervals, by name.
    private func answers(seed: UInt64, on pool: WorkerPool) throws(Diagnostic) -> [String: Estimate] {
        var book = PolicyBook(scores: [model, rules, calibratedRules] + hybrids, capacityShare: share)
        book.askForWins()
        book.askForMetrics()
        let estimates = try Diagnostic.translating { () throws(EvaluationError) in
            try PairedBootstrap(seed: seed).estimates(of: book.scores, statistics: book.statistics, on: pool)
        }
        var answers: [String: Estimate] = [:]
        for (name, estimate) in zip(book.names, estimates) { answers[name] = estimate }
        return answers
    }

    private func figures(
        of score: ScoredOutcomes, probabilities: ScoredOutcomes, _ name: String, _ answers: [String: Estimate],
        _ run: ComparisonRun
    ) -> ComparisonReport.ScoreFigures {
        var metrics: [String: Estimate] = [:]
        metrics["roc_auc"] = DeLong(score)?.estimate()
        metrics["average_precision"] = answers["\(name).average_precision"]
        metrics["won_at_capacity"] = answers["\(name).won"]
        metrics["capture_at_capacity"] = answers["\(name).kept"]
        metrics["lift_at_capacity"] = answers["\(name).lift"]
        let stated = EvaluationReport(
            of: probabilities, metrics: [LogLoss(), BrierScore(), ExpectedCalibrationError()],
            seed: run.request.seed, on: run.pool)
        for estimate in stated.estimates { metrics[estimate.name] = estimate.estimate }
        return ComparisonReport.ScoreFigures(
            metrics: metrics, gains: GainsTable(of: score), reliability: ReliabilityCurve(of: probabilities),
            roc: Self.thinned(ROCCurve(of: score)?.points ?? []),
            precisionRecall: Self.thinned(PrecisionRecallCurve(of: score)?.points ?? []),
            safeSkip: SafeSkip(of: score))
    }

    /// At most 201 of the points, the ends among them: more a drawing does not show.
    private static func thinned<Point>(_ points: [Point]) -> [Point] {
        let most = 201
        guard points.count > most else { return points }
        return (0..<most).map { points[$0 * (points.count - 1) / (most - 1)] }
    }

    private func policies(_ answers: [String: Estimate], cost: Double?) -> [PolicyFigures] {
        ["random", "rules", "model", "hybrid"].map { name in
            let contacts = answers["\(name).contacts"]
            let costs = contacts.flatMap { contacts in
                cost.map {
                    Estimate(value: $0 * contacts.value, low: $0 * contacts.low, high: $0 * contacts.high)
                }
            }
            return PolicyFigures(
                policy: name, won: answers["\(name).won"], winsKept: answers["\(name).kept"],
                contactsPerWin: contacts, costPerWin: costs, callsSaved: answers["\(name).saved"])
        }
    }

    private func hybridFigures(_ answers: [String: Estimate]) -> [HybridFigures] {
        HybridRanking.allCases.enumerated().map { number, hybrid in
            let index = PolicyBook.hybrids + number
            return HybridFigures(
                name: hybrid.rawValue, words: hybrid.words, won: answers["\(index).won"],
                more: answers["\(index).more"])
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

/// What must be said beside the figures.
struct Caveats {
    let request: ComparisonRequest
    let provenance: Provenance

    func lines(_ leads: ComparedLeads, _ segments: GroupComparison?) -> [String] {
        var lines: [String] = []
        if leads.basis.kind == .otherLeads {
            let known = leads.basis.knownShare ?? 0
            lines.append(
                "every closed lead of the table is judged on; that the model has not learned from them is taken on trust"
                    + (known >= 0.02 ? " (\(percent(known)) of the leads it learned from look like some of these)" : ""))
        }
        let late = provenance.excluded.filter { column in
            (column.kind == "leak" || column.kind == "suspect") && leads.parts.contains { $0.name == column.column }
        }
        if !late.isEmpty {
            lines.append(
                "training suspects \(late.map { "\"\($0.column)\"" }.joined(separator: " and ")) of being filled in "
                    + "late; if so, the rules look better here than they are for new leads")
        }
        if request.worked == nil {
            lines.append(
                "outcomes exist mostly where the rules sent sales; --worked COLUMN shows the share worked by points")
        } else {
            lines.append("outcomes of leads that nobody worked say little; see the share worked by points")
        }
        let rarer = min(leads.counts.won, leads.counts.compared - leads.counts.won)
        if rarer < 40 {
            lines.append("only \(rarer) leads are \(leads.counts.won == rarer ? "won" : "lost"): differences must be large to show")
        }
        if segments != nil {
            lines.append("of twenty segments that do not differ, one seems to at the 5 % level")
        }
        lines.append("a back-test on past leads, not an experiment")
        return lines
    }
}
