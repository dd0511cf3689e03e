import BoostedTrees
import LearningCore
import TestSupport
import Testing

/// Early stopping by each metric, against the metric counted pair by pair and row by row.
@Suite struct ValidationMetricTests {
    private typealias Metric = GradientBoostingTrainer.ValidationMetric

    private let pool = WorkerPool(threadCount: 2)
    private let training = LawfulData.dataset(rows: 500, seed: 1)

    private func fit(_ metric: Metric, _ validation: Dataset, threads: Int = 2) throws -> Fit<GradientBoostingModel> {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 120
        hyperparameters.learningRate = 0.2
        hyperparameters.maxLeafCount = 6
        hyperparameters.earlyStoppingRounds = 15
        hyperparameters.validationMetric = metric
        return try GradientBoostingTrainer(hyperparameters)
            .fitted(to: training, validation: validation, on: WorkerPool(threadCount: threads))
    }

    /// With weights, some of them 0.
    private func validation(weighted: Bool) throws -> Dataset {
        let data = LawfulData.dataset(rows: 300, seed: 2)
        guard weighted else { return data }
        return try Dataset(
            features: data.features, labels: data.labels, weights: (0..<data.rowCount).map { Double($0 % 4) / 2 })
    }

    @Test(arguments: GradientBoostingTrainer.ValidationMetric.allCases, [false, true])
    func lossesAreThoseOfTheDefinition(_ metric: GradientBoostingTrainer.ValidationMetric, weighted: Bool) throws {
        let validation = try validation(weighted: weighted)
        let fit = try fit(metric, validation)
        let losses = fit.report.validationLosses
        let best = try #require(losses.indices.min { (losses[$0], $0) < (losses[$1], $1) })
        #expect(fit.report.iterations == best + 1 && fit.model.trees.count == best + 1)
        #expect(losses.count == min(best + 1 + 15, 120))
        for round in [0, best / 2, best] {
            let model = fit.model.keeping(trees: round + 1)
            let scores = try model.logOdds(of: validation.features, on: pool)
            #expect(abs(Self.naive(metric, scores, validation) - losses[round]) < 1e-12, "round \(round)")
        }
    }

    /// The first trees leave most rows level with others, so the definition of ties is put to the test there.
    private static func naive(_ metric: Metric, _ scores: [Double], _ data: Dataset) -> Double {
        let weights = data.weights ?? [Double](repeating: 1, count: scores.count)
        let won = data.labels.indices.filter { data.labels[$0] }
        let lost = data.labels.indices.filter { !data.labels[$0] }
        func total(_ rows: [Int]) -> Double { rows.reduce(0) { $0 + weights[$1] } }
        switch metric {
        case .logLoss, .brier:
            let sum = scores.indices.reduce(0) { sum, row in
                let (p, y) = (LogisticLoss.probability(logOdds: scores[row]), data.labels[row] ? 1.0 : 0)
                let loss = LogisticLoss.loss(logOdds: scores[row], won: data.labels[row])
                return sum + weights[row] * (metric == .brier ? (p - y) * (p - y) : loss)
            }
            return sum / total(won + lost)
        case .rocAUC:
            var misplaced = 0.0
            for one in won {
                for other in lost where scores[other] >= scores[one] {
                    misplaced += weights[one] * weights[other] * (scores[other] > scores[one] ? 1 : 0.5)
                }
            }
            return misplaced / (total(won) * total(lost))
        case .averagePrecision:
            let precision = won.reduce(0) { sum, one in
                func above(_ rows: [Int]) -> Double { total(rows.filter { scores[$0] >= scores[one] }) }
                let called = above(won) + above(lost)
                return called > 0 ? sum + weights[one] * above(won) / called : sum
            }
            return 1 - precision / total(won)
        }
    }

    /// The metric decides how many trees are kept, never which: each fit is a beginning of the longest.
    @Test func theTreesAreTheSame() throws {
        let validation = try validation(weighted: false)
        let models = try Metric.allCases.map { try fit($0, validation).model }
        let longest = try #require(models.max { $0.trees.count < $1.trees.count })
        for model in models { #expect(Array(longest.trees.prefix(model.trees.count)) == model.trees) }
        #expect(Set(models.map(\.trees.count)).count > 1)
    }

    @Test func threadsNeverMatter() throws {
        let validation = try validation(weighted: true)
        let fits = try [1, 2, 4].map { try fit(.rocAUC, validation, threads: $0) }
        for other in fits.dropFirst() {
            #expect(other.model == fits[0].model)
            #expect(other.report.validationLosses == fits[0].report.validationLosses)
        }
    }

    /// There is no order of rows of one outcome; probabilities can be judged by them all the same.
    @Test func rowsOfOneOutcomeCannotBeRanked() throws {
        let data = LawfulData.dataset(rows: 300, seed: 2)
        let lost = data.selecting(rows: data.labels.indices.filter { !data.labels[$0] })
        let weightless = try Dataset(
            features: data.features, labels: data.labels, weights: data.labels.map { $0 ? 0 : 1 })
        for metric in Metric.allCases {
            for validation in [lost, weightless] {
                do {
                    let losses = try fit(metric, validation).report.validationLosses
                    #expect([.logLoss, .brier].contains(metric) && losses.allSatisfy(\.isFinite))
                } catch LearningError.invalidHyperparameter(let name, let value, _) {
                    #expect(name == "validationMetric" && value == metric.rawValue)
                    #expect([.rocAUC, .averagePrecision].contains(metric))
                }
            }
        }
    }
}
