import Benchmark
import Evaluation
import FeatureExtraction
import LearningCore
import Tabular

/// What the work of a training and a scoring run is made of, one benchmark each, on ``MadeUpLeads``: 50,000 leads.
///
/// What is only prepared (the leads, a table, a model) is made before the clock starts.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .peakMemoryResident], warmupIterations: 1, maxDuration: .seconds(3), maxIterations: 200)
    let pool = WorkerPool()

    Benchmark("CSV: read 50,000 x 26, types found") { benchmark in
        let path = MadeUpLeads.shared.file.path
        benchmark.startMeasurement()
        blackHole(try TableReader(path: path, pool: pool).read(.inferAll))
    }

    Benchmark("Features: fit and extract, 50,000 x 24") { benchmark in
        let frame = try Prepared.table()
        benchmark.startMeasurement()
        let roles = RoleFinder(decided: ["won": .label]).assignments(for: ColumnProfile.profiles(of: frame, on: pool))
        let extractor = try FeatureRecipe(roles).fitted(to: frame, on: pool)
        blackHole(try extractor.matrix(from: frame, on: pool))
    }

    Benchmark("Logistic regression: fit") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let trainer = try Prepared.logisticTrainer()
        benchmark.startMeasurement()
        blackHole(try trainer.fitted(to: dataset, validation: nil, on: pool))
    }

    Benchmark("Logistic regression: predict 50,000") { benchmark in
        let model = try Prepared.logisticModel.get()
        let features = MadeUpLeads.shared.dataset.features
        benchmark.startMeasurement()
        blackHole(try model.logOdds(of: features, on: pool))
    }

    Benchmark("Boosted trees: fit 100 of 15 leaves") { benchmark in
        let dataset = MadeUpLeads.shared.dataset
        let trainer = try Prepared.boostingTrainer()
        benchmark.startMeasurement()
        blackHole(try trainer.fitted(to: dataset, validation: nil, on: pool))
    }

    Benchmark("Boosted trees: predict 50,000") { benchmark in
        let model = try Prepared.boostingModel.get()
        let features = MadeUpLeads.shared.dataset.features
        benchmark.startMeasurement()
        blackHole(try model.logOdds(of: features, on: pool))
    }

    Benchmark("Boosted trees: contributions of 5,000") { benchmark in
        let model = try Prepared.boostingModel.get()
        let features = MadeUpLeads.shared.dataset.features.selecting(rows: Array(0..<5_000))
        benchmark.startMeasurement()
        blackHole(try model.contributions(to: features, on: pool))
    }

    Benchmark("Evaluation: rank and DeLong, 50,000") { benchmark in
        let (logOdds, labels) = (try Prepared.logOdds.get(), MadeUpLeads.shared.dataset.labels)
        benchmark.startMeasurement()
        blackHole(DeLong(try ScoredOutcomes(logOdds: logOdds, labels: labels))?.estimate())
    }

    Benchmark("Evaluation: all metrics with intervals, 50,000") { benchmark in
        let (logOdds, labels) = (try Prepared.logOdds.get(), MadeUpLeads.shared.dataset.labels)
        benchmark.startMeasurement()
        blackHole(EvaluationReport(of: try ScoredOutcomes(logOdds: logOdds, labels: labels), on: pool))
    }
}
