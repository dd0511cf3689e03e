import Evaluation
import Foundation
import LearningCore

/// Scores and outcomes drawn from a logistic model, for tests that need many different ones.
struct RandomLeads {
    var probabilities: [Double]
    var labels: [Bool]
    var weights: [Double]?

    /// - Parameters:
    ///   - decimals: scores are rounded to so many, which makes ties; `nil` keeps them as they are.
    ///   - stretch: stated log-odds over true ones; 1 is calibrated.
    init(
        rows: Int, seed: UInt64, intercept: Double = -1, slope: Double = 1.3, decimals: Int? = nil,
        weighted: Bool = false, stretch: Double = 1
    ) {
        var generator = SeededGenerator(seed: seed, stream: 77)
        probabilities = []
        labels = []
        for _ in 0..<rows {
            let radius = (-2 * log(1 - generator.nextUniform())).squareRoot()
            let z = intercept + slope * radius * cos(2 * .pi * generator.nextUniform())
            labels.append(generator.nextUniform() < LogisticLoss.probability(logOdds: z))
            let stated = LogisticLoss.probability(logOdds: stretch * z)
            let scale = decimals.map { pow(10, Double($0)) }
            probabilities.append(scale.map { (stated * $0).rounded() / $0 } ?? stated)
        }
        weights = weighted ? (0..<rows).map { _ in Double(generator.nextIndex(below: 4)) / 2 } : nil
    }

    func outcomes() throws -> ScoredOutcomes {
        try ScoredOutcomes(probabilities: probabilities, labels: labels, weights: weights)
    }

    func selecting(_ rows: [Int]) -> RandomLeads {
        var part = self
        part.probabilities = rows.map { probabilities[$0] }
        part.labels = rows.map { labels[$0] }
        part.weights = weights.map { weights in rows.map { weights[$0] } }
        return part
    }
}

/// Simulations that prove coverage take minutes; the default run does fewer of them and allows more noise.
enum Simulation {
    static let isThorough = ProcessInfo.processInfo.environment["LEADSCORE_THOROUGH_TESTS"] != nil

    /// How often an interval must hold the truth, given how many runs were made: 93–97 % in a thorough run, three
    /// standard errors more either way in a short one.
    static func allowed(runs: Int) -> ClosedRange<Double> {
        let noise = isThorough ? 0 : 3 * (0.95 * 0.05 / Double(runs)).squareRoot()
        return (0.93 - noise)...(0.97 + noise)
    }
}
