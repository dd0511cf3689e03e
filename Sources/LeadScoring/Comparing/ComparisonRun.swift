import Evaluation
import Foundation
public import LearningCore
public import ModelStorage
import Tabular

/// Compares a model with a rule score on the same leads, of which the model has learned from none.
///
/// The walk: read → leads that may be judged on, with a rule score → rule points calibrated on other leads → the areas by
/// DeLong's paired test, everything else under one paired bootstrap → who chooses whom at the capacity → a verdict.
public struct ComparisonRun: Sendable {
    let artifact: ModelArtifact
    let request: ComparisonRequest
    let pool: WorkerPool

    public init(_ artifact: ModelArtifact, _ request: ComparisonRequest, on pool: WorkerPool) {
        self.artifact = artifact
        var request = request
        request.source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        self.request = request
        self.pool = pool
    }

    /// - Throws: ``Diagnostic``; E341 where the table holds the leads the model learned from and it cannot be told which
    ///   were held out.
    public func compare() throws(Diagnostic) -> ComparisonReport {
        try request.validate()
        let leads = try ComparedLeadsReader(artifact: artifact, request: request, pool: pool).read()
        let capacity = (request.capacity ?? .share(0.2)).leads(of: leads.labels.count)
        let calibration = try RuleCalibration.calibrated(leads, seed: request.seed, on: pool)
        return try Diagnostic.translating { () throws(EvaluationError) in
            try Scores(leads, calibration.probabilities, capacity: capacity)
        }.report(self, leads, calibration)
    }

    /// The scores of the compared leads.
    struct Scores {
        let model: ScoredOutcomes
        let rules: ScoredOutcomes
        let calibratedRules: ScoredOutcomes
        let hybrids: [ScoredOutcomes]
        let capacity: Double
        let share: Double

        /// All of them, in the order ``PolicyDraw`` takes them in.
        var ranked: [ScoredOutcomes] { [model, rules, calibratedRules] + hybrids }

        init(_ leads: ComparedLeads, _ calibrated: [Double], capacity: Double) throws(EvaluationError) {
            model = try ScoredOutcomes(logOdds: leads.logOdds, labels: leads.labels)
            rules = try ScoredOutcomes(logOdds: leads.points, labels: leads.labels)
            calibratedRules = try ScoredOutcomes(probabilities: calibrated, labels: leads.labels)
            var hybrids: [ScoredOutcomes] = []
            for hybrid in HybridRanking.allCases {
                let scores = hybrid.scores(model: leads.logOdds, rules: leads.points, capacity: capacity)
                hybrids.append(try ScoredOutcomes(logOdds: scores, labels: leads.labels))
            }
            self.hybrids = hybrids
            self.capacity = capacity
            share = capacity / Double(leads.labels.count)
        }
    }
}
