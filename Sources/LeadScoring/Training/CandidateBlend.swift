import Evaluation
import LearningCore

/// A blend of candidates as one more candidate.
///
/// Weights come from the out-of-fold log-odds of all; those that get little are dropped, so that a model stays one that a
/// person can be told about. The blend's own losses are honest: each fifth of the leads is blended with weights that the
/// other four gave.
enum CandidateBlend {
    static let mostParts = 3
    static let leastWeight = 0.1
    private static let partCount = 5

    /// `nil` where one candidate alone would get all the weight.
    static func candidate(of candidates: [ModelSelection.Candidate]) throws(Diagnostic) -> ModelSelection.Candidate? {
        guard let first = candidates.first, candidates.count > 1 else { return nil }
        let labels = first.outOfFold.labels
        let scores = candidates.map(\.outOfFold.logOdds)
        let weights = try weights(of: scores, labels, rows: Array(labels.indices))
        let kept = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }.prefix(mostParts)
            .filter { weights[$0] >= leastWeight }.sorted()
        guard kept.count > 1 else { return nil }
        let chosen = kept.map { scores[$0] }
        let shares = try Self.weights(of: chosen, labels, rows: Array(labels.indices))
        guard shares.allSatisfy({ $0 > 0.01 }) else { return nil }
        var blended = ModelSelection.OutOfFold(
            rows: first.outOfFold.rows, logOdds: [Double](repeating: 0, count: labels.count), labels: labels)
        for part in 0..<partCount {
            let own = labels.indices.filter { $0 % partCount == part }
            let shares = try Self.weights(of: chosen, labels, rows: labels.indices.filter { $0 % partCount != part })
            for row in own { blended.logOdds[row] = zip(shares, chosen).reduce(0) { $0 + $1.0 * $1.1[row] } }
        }
        let plan = ModelPlan.blend(
            zip(kept, shares).map { ModelPlan.BlendPart(plan: candidates[$0].plan, weight: $1) })
        return ModelSelection.Candidate(plan: plan, outOfFold: blended)
    }

    private static func weights(
        of scores: [[Double]], _ labels: [Bool], rows: [Int]
    ) throws(Diagnostic) -> [Double] {
        try Diagnostic.translating { () throws(EvaluationError) in
            try LogOddsBlend(of: scores.map { scores in rows.map { scores[$0] } }, labels: rows.map { labels[$0] })
                .weights
        }
    }
}
