import Calibration
import Evaluation
import LearningCore

/// What rule points are worth as a chance of being won, learned from other leads than those it is applied to, so that the
/// rules have a log loss to compare.
enum RuleCalibration {
    struct Result: Sendable {
        /// One a compared lead.
        let probabilities: [Double]
        /// How they came about, in words.
        let method: String
    }

    /// - Parameters:
    ///   - leads: the leads to calibrate.
    ///   - seed: of the folds.
    /// - Throws: ``Diagnostic`` E310 if no map can be fitted.
    static func calibrated(_ leads: ComparedLeads, seed: UInt64, on pool: WorkerPool) throws(Diagnostic) -> Result {
        if let others = leads.others {
            let map = try fitted(others.points, others.labels, seed: seed, on: pool)
            return Result(
                probabilities: leads.points.map(map.probability(logOdds:)),
                method: "\(map.name), learned from the \(grouped(others.points.count)) leads that are not compared")
        }
        let rarer = min(leads.counts.won, leads.counts.compared - leads.counts.won)
        let folds = try Diagnostic.translating { () throws(EvaluationError) in
            try Splitter.folds(labels: leads.labels, count: min(5, rarer), seed: seed)
        }
        var probabilities = [Double](repeating: 0, count: leads.points.count)
        for fold in folds {
            let map = try fitted(
                fold.train.map { leads.points[$0] }, fold.train.map { leads.labels[$0] }, seed: seed, on: pool)
            for row in fold.test { probabilities[row] = map.probability(logOdds: leads.points[row]) }
        }
        return Result(
            probabilities: probabilities, method: "cross-fitted: each lead by a map that has not seen it")
    }

    /// A straight line in the log-odds, unless steps are clearly better.
    private static func fitted(
        _ points: [Double], _ labels: [Bool], seed: UInt64, on pool: WorkerPool
    ) throws(Diagnostic) -> CalibrationMap {
        try Diagnostic.translating { () throws(LearningError) in
            let sample = try CalibrationSample(logOdds: points, labels: labels)
            let selection = CalibrationSelection(candidates: [PlattScaling(), IsotonicCalibration()], seed: seed)
            return try selection.selected(for: sample, on: pool).map
        }
    }
}
