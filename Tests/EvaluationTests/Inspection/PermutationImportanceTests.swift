import Evaluation
import LearningCore
import TestSupport
import Testing

@Suite struct PermutationImportanceTests {
    private let pool = WorkerPool(threadCount: 2)

    private static let metrics: [any Metric] = [ROCAUC(), LogLoss(), BrierScore()]

    /// The same means and spreads as scikit-learn finds with other permutations, within four standard errors.
    @Test(arguments: 0..<3)
    func agreesWithScikitLearn(number: Int) throws {
        let golden = try InspectionGolden.load()
        let expected = golden.importance[number]
        let metric = Self.metrics[number]
        #expect(metric.name == expected.metric)
        let study = try ImportanceStudy(
            of: golden.model(), on: golden.dataset(), metric: metric, repeats: 150, seed: 1, on: pool)
        for (feature, found) in study.importances.enumerated() {
            let spread = expected.standardDeviations[feature]
            let error = spread * (1 / Double(expected.repeats) + 1.0 / 150).squareRoot()
            #expect(abs(found.mean - expected.means[feature]) < 4 * error, "\(feature)")
            // The relative error of a standard deviation is about 1 / √(2 n).
            let relativeError: Double = (1.0 / 800 + 1.0 / 300).squareRoot()
            let ratio: Double = found.standardDeviation / spread
            #expect(abs(ratio - 1) < 4 * relativeError, "\(feature)")
        }
    }

    /// Over all permutations each row meets each value equally often: the mean loss over pairs of rows is the expectation.
    @Test func theMeanIsThatOverAllPairs() throws {
        let golden = try InspectionGolden.load()
        let dataset = try golden.dataset().selecting(rows: Array(0..<60))
        let model = try golden.model()
        let study = try ImportanceStudy(of: model, on: dataset, metric: LogLoss(), repeats: 400, on: pool)
        for feature in 0..<3 {
            var pairs = 0.0
            for other in 0..<60 {
                let rows = [Int](repeating: other, count: 60)
                let column = dataset.features.columns[feature].selecting(rows)
                let scores = try model.logOdds(of: dataset.features.replacing(feature, with: column), on: pool)
                for (score, label) in zip(scores, dataset.labels) {
                    pairs += LogisticLoss.loss(logOdds: score, won: label)
                }
            }
            let found = study.importances[feature]
            let error = found.standardDeviation / 20
            #expect(abs(found.mean - (pairs / 3_600 - study.value)) < 4 * error)
        }
    }

    @Test func whatAModelDoesNotUseIsWorthNothing() throws {
        let dataset = LawfulData.dataset(rows: 300, seed: 1)
        let model = FormulaModel(schema: dataset.features.schema) { $0[0].isNaN ? 0 : $0[0] }
        let study = try ImportanceStudy(of: model, on: dataset, metric: ROCAUC(), repeats: 3, on: pool)
        #expect(study.importances[0].mean > 0.05)
        #expect(study.importances.dropFirst().allSatisfy { $0.losses == [0, 0, 0] && $0.standardDeviation == 0 })
    }

    /// Shuffled one by one a difference is lost, shuffled together it is not.
    @Test func groupsStayWhole() throws {
        let rows = 400
        var generator = SeededGenerator(seed: 2)
        let base = (0..<rows).map { _ in 10 * generator.nextUniform() }
        let schema = try FeatureSchema(["a", "b"].map { Feature(name: $0, kind: .numeric) })
        let matrix = try FeatureMatrix(
            schema: schema, columns: [.numeric(base), .numeric(base.map { $0 - 1 })])
        let labels = base.indices.map { $0.isMultiple(of: 3) }
        let dataset = try Dataset(features: matrix, labels: labels)
        let model = FormulaModel(schema: schema) { $0[0] - $0[1] }
        let apart = try ImportanceStudy(of: model, on: dataset, metric: LogLoss(), on: pool)
        #expect(apart.importances.allSatisfy { $0.mean > 0.5 })
        let together = try ImportanceStudy(of: model, on: dataset, shuffling: [[0, 1]], metric: LogLoss(), on: pool)
        #expect(together.importances[0].losses.allSatisfy { abs($0) < 1e-12 })
        #expect(together.importances[0].features == [0, 1])
    }

    /// Neither threads nor the other features change what is found of one; the seed does.
    @Test func theSeedAloneDecides() throws {
        let golden = try InspectionGolden.load()
        let (dataset, model) = try (golden.dataset(), golden.model())
        func study(_ seed: UInt64, _ groups: [[Int]]? = nil, threads: Int = 1) throws -> ImportanceStudy {
            try ImportanceStudy(
                of: model, on: dataset, shuffling: groups, metric: ROCAUC(), repeats: 4, seed: seed,
                on: WorkerPool(threadCount: threads))
        }
        let first = try study(5)
        #expect(try study(5, threads: 4) == first)
        #expect(try study(5, [[2]]).importances[0] == first.importances[2])
        #expect(try study(6) != first)
        #expect(Set(first.importances[0].losses).count == 4)
    }

    @Test func weightsCount() throws {
        let golden = try InspectionGolden.load()
        let dataset = try golden.dataset()
        let half = try Dataset(
            features: dataset.features, labels: dataset.labels, weights: (0..<400).map { $0 < 200 ? 1 : 0 })
        let study = try ImportanceStudy(of: golden.model(), on: half, metric: LogLoss(), repeats: 2, on: pool)
        let alone = try ImportanceStudy(
            of: golden.model(), on: dataset.selecting(rows: Array(0..<200)), metric: LogLoss(), repeats: 2, on: pool)
        #expect(abs(study.value - alone.value) < 1e-12)
    }

    @Test func rowsMustAllowAJudgement() throws {
        let golden = try InspectionGolden.load()
        let dataset = try golden.dataset()
        let won = dataset.labels.indices.filter { dataset.labels[$0] }
        #expect(throws: LearningError.oneClass(won: true)) {
            try ImportanceStudy(of: golden.model(), on: dataset.selecting(rows: won), metric: ROCAUC(), on: pool)
        }
        #expect(throws: LearningError.tooFewRows(0)) {
            try ImportanceStudy(of: golden.model(), on: dataset.selecting(rows: []), metric: ROCAUC(), on: pool)
        }
        #expect(throws: LearningError.self) {
            try ImportanceStudy(
                of: golden.model(), on: LawfulData.dataset(rows: 50, seed: 1), metric: ROCAUC(), on: pool)
        }
    }
}
