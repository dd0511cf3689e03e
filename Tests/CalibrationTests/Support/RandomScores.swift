import Calibration
import Foundation
import LearningCore

/// Log-odds and outcomes drawn from them, stated too loudly, too quietly or rightly.
struct RandomScores {
    var logOdds: [Double] = []
    var labels: [Bool] = []
    var weights: [Double]?
    var trueLogOdds: [Double] = []

    /// - Parameter stated: what the model says for a true log-odds.
    init(
        rows: Int, seed: UInt64, intercept: Double = -1, spread: Double = 1.3, decimals: Int? = nil,
        weighted: Bool = false, stated: (Double) -> Double = { $0 }
    ) {
        var generator = SeededGenerator(seed: seed, stream: 41)
        for _ in 0..<rows {
            let radius = (-2 * log(1 - generator.nextUniform())).squareRoot()
            let truth = intercept + spread * radius * cos(2 * .pi * generator.nextUniform())
            trueLogOdds.append(truth)
            labels.append(generator.nextUniform() < LogisticLoss.probability(logOdds: truth))
            let scale = decimals.map { pow(10, Double($0)) }
            logOdds.append(scale.map { (stated(truth) * $0).rounded() / $0 } ?? stated(truth))
        }
        weights = weighted ? (0..<rows).map { _ in Double(generator.nextIndex(below: 4)) / 2 } : nil
    }

    func sample() throws -> CalibrationSample {
        try CalibrationSample(logOdds: logOdds, labels: labels, weights: weights)
    }

    func selecting(_ rows: [Int]) -> RandomScores {
        var part = self
        part.logOdds = rows.map { logOdds[$0] }
        part.labels = rows.map { labels[$0] }
        part.weights = weights.map { weights in rows.map { weights[$0] } }
        return part
    }

    /// The mean log loss of a map on these rows.
    func loss(of map: CalibrationMap) -> Double {
        zip(logOdds, labels).reduce(0) { $0 + LogisticLoss.loss(logOdds: map.logOdds($1.0), won: $1.1) }
            / Double(labels.count)
    }
}
