import Benchmark
import BoostedTrees
import Evaluation
import FeatureExtraction
import LearningCore
import LinearModels
import Tabular

/// What the work of a training and a scoring run is made of, one benchmark each, on ``MadeUpLeads``: 50,000 leads.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .cpuTotal, .peakMemoryResident], warmupIterations: 1, maxDuration: .seconds(4),
        maxIterations: 200)
    let pool = WorkerPool()

    Benchmark("CSV: read 50,000 x 26, types found") { benchmark in
        let path = MadeUpLeads.shared.file.path
        benchmark.startMeasurement()
        blackHole(try TableReader(path: path, pool: pool).read(.inferAll))
    }

    Benchmark("Features: fit and extract 50,000 x 24") { benchmark in
        let frame = try TableReader(path: MadeUpLeads.shared.file.path, pool: pool).read(.inferAll).frame
        benchmark.startMeasurement()
        let roles = RoleFinder(decided: ["won": .label]).assignments(for: ColumnProfile.profiles(of: frame, on: pool))
        let extractor = try FeatureRecipe(roles).fitted(to: frame, on: pool)
        blackHole(try extractor.matrix(from: frame, on: pool))
    }

    Benchmark("Logistic regression: fit") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let trainer = try LogisticRegressionTrainer()
        benchmark.startMeasurement()
        blackHole(try trainer.fitted(to: dataset, validation: nil, on: pool))
    }

    Benchmark("Logistic regression: predict 50,000") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let model = try LogisticRegressionTrainer().fitted(to: dataset, validation: nil, on: pool).model
        benchmark.startMeasurement()
        blackHole(try model.logOdds(of: dataset.features, on: pool))
    }

    Benchmark("Boosted trees: fit 100 trees of 15 leaves") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let trainer = try hundredTrees()
        benchmark.startMeasurement()
        blackHole(try trainer.fitted(to: dataset, validation: nil, on: pool))
    }

    Benchmark("Boosted trees: predict 50,000") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let model = try hundredTrees().fitted(to: dataset, validation: nil, on: pool).model
        benchmark.startMeasurement()
        blackHole(try model.logOdds(of: dataset.features, on: pool))
    }

    Benchmark("Boosted trees: contributions of 5,000") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let model = try hundredTrees().fitted(to: dataset, validation: nil, on: pool).model
        let part = dataset.features.selecting(rows: Array(0..<5_000))
        benchmark.startMeasurement()
        blackHole(try model.contributions(to: part, on: pool))
    }

    Benchmark("Evaluation: DeLong, 50,000") { benchmark in
        let outcomes = try scored()
        benchmark.startMeasurement()
        blackHole(DeLong(outcomes)?.estimate())
    }

    Benchmark("Evaluation: bootstrap of all metrics, 50,000") { benchmark in
        let outcomes = try scored()
        benchmark.startMeasurement()
        blackHole(EvaluationReport(of: outcomes, on: pool))
    }
}

private func hundredTrees() throws -> GradientBoostingTrainer {
    var hyperparameters = GradientBoostingTrainer.Hyperparameters()
    hyperparameters.treeCount = 100
    return try GradientBoostingTrainer(hyperparameters)
}

/// The leads' outcomes, scored by their first number: a model with some skill and many different scores.
private func scored() throws -> ScoredOutcomes {
    let dataset = MadeUpLeads.shared.dataset
    guard case .numeric(let values) = dataset.features.columns[1] else { preconditionFailure("a number is expected") }
    return try ScoredOutcomes(logOdds: values.map { $0.isNaN ? -2 : $0 - 2 }, labels: dataset.labels)
}
