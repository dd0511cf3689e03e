import Foundation
import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct ScorecardTrainerTests {
    private let pool = WorkerPool(threadCount: 2)

    /// The laws but one: whole points cannot say the base rate exactly.
    @Test func keepsTheLawsOfTrainers() throws {
        // Sums of weights in another order may move a rounding, and so a point or two of 20 for doubling the odds.
        let laws = try TrainerLaws(
            ScorecardTrainer(), dataset: LawfulData.dataset(rows: 300, seed: 11), weightTolerance: 0.1)
        try laws.fittingTwiceIsTheSame()
        try laws.fittingLeavesTheInputAlone()
        try laws.threadsDoNotMatter()
        try laws.rowsAreScoredAlone()
        try laws.weightTwoIsTheRowTwice()
        try laws.weightZeroIsTheRowAbsent()
        try laws.contributionsAddUp()
        try laws.missingValuesSurvive()
        try laws.wrongSchemasAreRefused()
        try laws.unlearnableDataIsRefused()
    }

    private func loss(_ logOdds: [Double], _ labels: [Bool]) -> Double {
        zip(logOdds, labels).reduce(0) { $0 + LogisticLoss.loss(logOdds: $1.0, won: $1.1) } / Double(labels.count)
    }

    /// Rounding to points costs next to nothing: fine points and coarse ones say almost the same.
    @Test func roundingCostsLittle() throws {
        let dataset = LawfulData.dataset(rows: 2_000, seed: 2)
        let losses = try [20.0, 20_000].map { points in
            var hyperparameters = ScorecardTrainer.Hyperparameters()
            hyperparameters.pointsToDoubleOdds = points
            let card = try ScorecardTrainer(hyperparameters).fitted(to: dataset, on: pool).model
            return try loss(card.logOdds(of: dataset.features, on: pool), dataset.labels)
        }
        #expect((losses[0] - losses[1]).magnitude < 2e-4)
        let logistic = try LogisticRegressionTrainer().fitted(to: dataset, on: pool).model
        let straight = try loss(logistic.logOdds(of: dataset.features, on: pool), dataset.labels)
        #expect(losses[0] < straight + 0.02)
    }

    /// What is printed can be added up by hand: base points and one row of each feature.
    @Test func pointsAddUpByHand() throws {
        let dataset = LawfulData.dataset(rows: 500, seed: 2)
        let card = try ScorecardTrainer().fitted(to: dataset, on: pool).model
        let points = try card.points(of: dataset.features)
        let logOdds = try card.logOdds(of: dataset.features, on: pool)
        for row in 0..<500 {
            var sum = card.basePoints
            for (part, column) in zip(card.parts, dataset.features.columns) {
                switch column {
                case .categorical(let codes): sum += part.rows[part.rowOfLevel[Int(codes[row]) + 1]].points
                case .numeric(let values):
                    let edges = part.edges ?? []
                    let place =
                        values[row].isNaN ? part.rows.count - 1 : edges.firstIndex { values[row] <= $0 } ?? edges.count
                    sum += part.rows[place].points
                }
            }
            #expect(points[row] == sum)
            #expect((logOdds[row] - (Double(sum) - 500) / 20 * log(2)).magnitude < 1e-9)
        }
        #expect(card.parts.allSatisfy { $0.rows.map(\.points).min() == 0 })
    }

    /// A number's points rise or fall along its ranges.
    @Test func pointsGoOneWay() throws {
        let card = try ScorecardTrainer().fitted(to: LawfulData.dataset(rows: 2_000, seed: 2), on: pool).model
        for part in card.parts where part.edges != nil {
            let points = part.rows.dropLast().map(\.points)
            let pairs = zip(points, points.dropFirst())
            #expect(pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 })
        }
    }

    /// Names that would break a table, a formula or a document are written so that they do not.
    @Test func hostileNamesStayNames() throws {
        let levels = ["=1+1", "a,\"b\"", "x\ny", "plain"]
        let schema = try FeatureSchema([Feature(name: "why: [", kind: .categorical(levels: levels))])
        let codes = (0..<200).map { Int32($0 % 4) }
        let dataset = try Dataset(
            features: FeatureMatrix(schema: schema, columns: [.categorical(codes)]),
            labels: (0..<200).map { $0 % 4 < ($0 / 4) % 5 })
        let card = try ScorecardTrainer().fitted(to: dataset, on: pool).model
        #expect(card.csv.contains("why: [,'=1+1,"))
        #expect(card.csv.contains("\"a,\"\"b\"\"\""))
        #expect(card.yaml.contains("feature: \"why: [\""))
        #expect(card.yaml.contains("\"x\\u000Ay\""))
        #expect(card.text.contains("20 points double the odds"))
    }

    @Test func impossibleHyperparametersAreRefused() {
        let changes: [(inout ScorecardTrainer.Hyperparameters) -> Void] = [
            { $0.pointsToDoubleOdds = 0 }, { $0.evenPoints = .nan }, { $0.mostRanges = 1 }, { $0.leastShare = 0.6 },
            { $0.l2Regularization = -1 },
        ]
        for change in changes {
            var hyperparameters = ScorecardTrainer.Hyperparameters()
            change(&hyperparameters)
            #expect(throws: LearningError.self) { try ScorecardTrainer(hyperparameters) }
        }
    }
}
