internal import Foundation
internal import LearningCore

/// Several models' log-odds as one: their mean with weights that lower the log loss most.
///
///     z = Σₖ wₖ zₖ,   wₖ ≥ 0,   Σₖ wₖ = 1,   minimising  (1/S) Σᵢ sᵢ [ln(1 + e^zᵢ) − yᵢ zᵢ]
///
/// over the simplex, for log-odds of leads the models have not learned from (out-of-fold ones). The problem is convex; it is
/// solved by Newton's method, each quadratic model by moving weight between pairs of candidates, so the result depends on
/// nothing but the data. Log-odds are blended rather than probabilities because calibrated experts that know different things
/// are each too unsure (Satopää et al., 2014), and because the blend of additive explanations is additive again.
///
/// Where candidates are alike, weights are not unique; the search starts from equal weights and moves no further than it must.
public struct LogOddsBlend: Sendable, Equatable {
    /// By candidate, ≥ 0; they add up to 1.
    public let weights: [Double]
    /// The mean log loss of the blend on the leads it was fitted to, in nats.
    public let logLoss: Double

    /// - Parameters:
    ///   - candidates: by candidate, the log-odds of every lead; at least one candidate.
    ///   - labels: `true` is won.
    ///   - sampleWeights: by lead, finite and ≥ 0; `nil` is 1 each.
    /// - Throws: ``EvaluationError/unequalLengths(name:expected:found:)``, ``EvaluationError/invalidLogOdds(row:)``,
    ///   ``EvaluationError/invalidWeight(row:)`` or ``EvaluationError/noRows``.
    /// - Complexity: O(leads · candidates²) a step, some ten steps.
    public init(
        of candidates: [[Double]], labels: [Bool], sampleWeights: [Double]? = nil
    ) throws(EvaluationError) {
        precondition(!candidates.isEmpty, "a blend needs a candidate")
        for scores in candidates {
            guard scores.count == labels.count else {
                throw .unequalLengths(name: "log-odds", expected: labels.count, found: scores.count)
            }
            if let row = scores.firstIndex(where: { !($0.magnitude <= Self.largestLogOdds) }) {
                throw .invalidLogOdds(row: row)
            }
        }
        let sampleWeights = sampleWeights ?? [Double](repeating: 1, count: labels.count)
        guard sampleWeights.count == labels.count else {
            throw .unequalLengths(name: "weights", expected: labels.count, found: sampleWeights.count)
        }
        if let row = sampleWeights.firstIndex(where: { $0 != 0 && !(1e-100...1e100).contains($0) }) {
            throw .invalidWeight(row: row)
        }
        let total = sampleWeights.reduce(0, +)
        guard total > 0 else { throw .noRows }
        let objective = BlendObjective(
            candidates: candidates, labels: labels, shares: sampleWeights.map { $0 / total })
        weights = objective.minimum()
        logLoss = objective.evaluated(at: weights).loss
    }

    /// The blended log-odds of leads.
    ///
    /// - Parameter candidates: as many as there are weights, in their order, each with the log-odds of the same leads.
    public func logOdds(of candidates: [[Double]]) -> [Double] {
        precondition(candidates.count == weights.count, "a blend needs all of its candidates")
        return BlendObjective.blended(candidates, weights)
    }

    /// e^−1000 is 0 in double precision; larger log-odds say nothing more, and their squares would overflow.
    private static let largestLogOdds = 1e50
}

/// The mean loss of blended log-odds, as a function of the weights.
private struct BlendObjective {
    let candidates: [[Double]]
    let labels: [Bool]
    /// By lead, its share of the weight of all.
    let shares: [Double]

    struct Evaluation {
        var loss = 0.0
        var gradient: [Double]
        /// Row after row.
        var hessian: [Double]
    }

    static func blended(_ candidates: [[Double]], _ weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: candidates[0].count)
        for (scores, weight) in zip(candidates, weights) where weight != 0 {
            precondition(scores.count == sums.count, "candidates score the same leads")
            for row in sums.indices { sums[row] += weight * scores[row] }
        }
        return sums
    }

    func evaluated(at weights: [Double]) -> Evaluation {
        let count = candidates.count
        var found = Evaluation(
            gradient: [Double](repeating: 0, count: count), hessian: [Double](repeating: 0, count: count * count))
        for (row, z) in Self.blended(candidates, weights).enumerated() {
            let share = shares[row]
            found.loss += share * LogisticLoss.loss(logOdds: z, won: labels[row])
            let p = LogisticLoss.probability(logOdds: z)
            let slope = share * (labels[row] ? p - 1 : p)
            let curvature = share * p * (1 - p)
            for i in 0..<count {
                let score = candidates[i][row]
                found.gradient[i] += slope * score
                for j in 0...i { found.hessian[i * count + j] += curvature * score * candidates[j][row] }
            }
        }
        for i in 0..<count { for j in 0..<i { found.hessian[j * count + i] = found.hessian[i * count + j] } }
        return found
    }

    func minimum() -> [Double] {
        var weights = [Double](repeating: 1 / Double(candidates.count), count: candidates.count)
        var found = evaluated(at: weights)
        for _ in 0..<Self.mostSteps {
            let target = Self.quadraticMinimum(found, from: weights)
            let fall = zip(found.gradient, zip(target, weights)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
            guard fall < -Self.leastFall else { break }
            var length = 1.0
            while length > Self.shortestStep {
                let next = zip(weights, target).map { max(0, $0 + length * ($1 - $0)) }
                let there = evaluated(at: next)
                if there.loss <= found.loss + 1e-4 * length * fall {
                    (weights, found) = (next, there)
                    break
                }
                length /= 2
            }
            guard length > Self.shortestStep else { break }
        }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    private static let mostSteps = 100
    private static let shortestStep = 1e-10
    /// What a step must promise to lower the loss by, in nats.
    private static let leastFall = 1e-15

    /// The minimum over the simplex of the quadratic model, by moving weight from the candidate that asks least for it to the
    /// one that asks most until all that have any ask alike.
    private static func quadraticMinimum(_ found: Evaluation, from start: [Double]) -> [Double] {
        let count = start.count
        var (weights, slopes) = (start, found.gradient)
        for _ in 0..<1_000 * count {
            let givers = weights.indices.filter { weights[$0] > 0 }
            guard let to = slopes.indices.min(by: { slopes[$0] < slopes[$1] }),
                let from = givers.max(by: { slopes[$0] < slopes[$1] }), slopes[from] - slopes[to] > 1e-14
            else { break }
            let h = found.hessian
            let curvature = h[to * count + to] + h[from * count + from] - 2 * h[to * count + from]
            let wanted = curvature > 0 ? (slopes[from] - slopes[to]) / curvature : weights[from]
            let moved = min(weights[from], wanted)
            weights[to] += moved
            weights[from] = wanted >= weights[from] ? 0 : weights[from] - moved
            for index in 0..<count { slopes[index] += moved * (h[index * count + to] - h[index * count + from]) }
        }
        return weights
    }
}
