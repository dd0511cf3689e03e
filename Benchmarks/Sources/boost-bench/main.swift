import BenchData
import BoostedTrees
import Foundation
import LearningCore

// boost-bench DATA [key=value …]: trains on DATA-train, scores and explains DATA-test, prints one JSON object. What is
// not given is the library's default. kind=additive learns an additive model instead of boosted trees.

struct Options {
    var data = ""
    var values: [String: String] = [:]

    init(_ arguments: [String]) {
        data = arguments.first ?? ""
        for argument in arguments.dropFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
    }

    func number(_ key: String, _ fallback: Double) -> Double { values[key].flatMap(Double.init) ?? fallback }
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    return try clock.measure { try body() } / .seconds(1)
}

/// Processor time of all threads so far: on a busy machine a steadier witness than the clock on the wall.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func rocAUC(_ scores: [Double], _ labels: [Bool]) -> Double {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (rankSum, index) = (0.0, 0)
    while index < order.count {
        var end = index
        while end < order.count, scores[order[end]] == scores[order[index]] { end += 1 }
        for position in index..<end where labels[order[position]] { rankSum += Double(index + end + 1) / 2 }
        index = end
    }
    let positives = Double(labels.count(where: { $0 }))
    return (rankSum - positives * (positives + 1) / 2) / (positives * (Double(labels.count) - positives))
}

func run() throws {
    let options = Options(Array(CommandLine.arguments.dropFirst()))
    let pool = WorkerPool(threadCount: Int(options.number("threads", 2)))
    let train = try Table(options.data + "-train")
    let test = try Table(options.data + "-test")
    let dataset = try Dataset(features: train.features, labels: train.labels)
    if options.values["kind"] == "additive" {
        try measure(AdditiveBoostingTrainer(additive(options)), dataset, test, options, pool)
    } else {
        try measure(GradientBoostingTrainer(boosted(options)), dataset, test, options, pool)
    }
}

func additive(_ options: Options) -> AdditiveBoostingTrainer.Hyperparameters {
    var hyperparameters = AdditiveBoostingTrainer.Hyperparameters()
    hyperparameters.learningRate = options.number("rate", hyperparameters.learningRate)
    hyperparameters.maxPairCount = Int(options.number("pairs", Double(hyperparameters.maxPairCount)))
    hyperparameters.maxBinCount = Int(options.number("bins", Double(hyperparameters.maxBinCount)))
    hyperparameters.minSamplesPerSide = Int(options.number("samples", Double(hyperparameters.minSamplesPerSide)))
    hyperparameters.l2Regularization = options.number("l2", hyperparameters.l2Regularization)
    hyperparameters.levelRegularization = options.number("cat-l2", hyperparameters.levelRegularization)
    hyperparameters.earlyStoppingRounds = Int(
        options.number("patience", Double(hyperparameters.earlyStoppingRounds)))
    hyperparameters.seed = UInt64(options.number("seed", 0))
    return hyperparameters
}

func boosted(_ options: Options) -> GradientBoostingTrainer.Hyperparameters {
    var hyperparameters = GradientBoostingTrainer.Hyperparameters()
    hyperparameters.treeCount = Int(options.number("trees", Double(hyperparameters.treeCount)))
    hyperparameters.learningRate = options.number("rate", hyperparameters.learningRate)
    hyperparameters.maxLeafCount = Int(options.number("leaves", Double(hyperparameters.maxLeafCount)))
    hyperparameters.minSamplesPerLeaf = Int(options.number("samples", Double(hyperparameters.minSamplesPerLeaf)))
    hyperparameters.l2Regularization = options.number("l2", hyperparameters.l2Regularization)
    hyperparameters.categorical.smoothing = options.number("smoothing", hyperparameters.categorical.smoothing)
    hyperparameters.categorical.l2Regularization = options.number(
        "cat-l2", hyperparameters.categorical.l2Regularization)
    hyperparameters.categorical.minSamplesPerLevel = Int(
        options.number("level-samples", Double(hyperparameters.categorical.minSamplesPerLevel)))
    let encoded = Int(options.number("encoded", 50))
    hyperparameters.categorical.minEncodedLevelCount = encoded > 0 ? encoded : nil
    hyperparameters.featureSamplingPerTree = options.number("tree-features", hyperparameters.featureSamplingPerTree)
    hyperparameters.featureSamplingPerNode = options.number("node-features", hyperparameters.featureSamplingPerNode)
    if options.number("rows", 1) < 1 { hyperparameters.rowSampling = .uniform(fraction: options.number("rows", 1)) }
    if options.number("goss", 0) > 0 { hyperparameters.rowSampling = .gradientBased(largest: 0.2, rest: 0.1) }
    hyperparameters.seed = UInt64(options.number("seed", 0))
    hyperparameters.seedCount = Int(options.number("seeds", 1))
    // As LightGBM writes it: 0 is no limit.
    if let depth = options.values["depth"].flatMap(Int.init) { hyperparameters.maxDepth = depth > 0 ? depth : nil }
    return hyperparameters
}

func measure(
    _ trainer: some Trainer<GradientBoostingModel>, _ dataset: Dataset, _ test: Table, _ options: Options,
    _ pool: WorkerPool
) throws {
    var results: [String: Double] = [:]
    for _ in 0..<Int(options.number("repeat", 1)) {
        var fit: Fit<GradientBoostingModel>?
        let cpu = processorSeconds()
        results["train"] = try seconds { fit = try trainer.fitted(to: dataset, on: pool) }
        results["trainCPU"] = processorSeconds() - cpu
        guard let fit else { return }
        results["rounds"] = Double(fit.report.iterations)
        results["bin"] = fit.report.seconds["bin"]
        var scores: [Double] = []
        results["predict"] = try seconds { scores = try fit.model.logOdds(of: test.features, on: pool) }
        let cpuBefore = processorSeconds()
        results["predictAgain"] = try seconds { scores = try fit.model.logOdds(of: test.features, on: pool) }
        results["predictCPU"] = processorSeconds() - cpuBefore
        results["auc"] = rocAUC(scores, test.labels)
        let losses = zip(scores, test.labels).map { LogisticLoss.loss(logOdds: $0, won: $1) }
        results["logLoss"] = losses.reduce(0, +) / Double(losses.count)
        if let path = options.values["export"] {
            try LightGBMText.text(of: fit.model).write(toFile: path + ".txt", atomically: true, encoding: .utf8)
            try scores.withUnsafeBytes { Data($0) }.write(to: URL(filePath: path + ".scores"))
        }
        let row = test.features.columns.map { column in
            switch column {
            case .numeric(let values): values[0]
            case .categorical(let codes): Double(codes[0])
            }
        }
        let calls = options.number("rows-alone", 1_000)
        let alone = try seconds { for _ in 0..<Int(calls) { _ = try fit.model.logOdds(ofRow: row.span) } }
        results["oneRowMicroseconds"] = alone * 1e6 / calls
        let explained = Int(options.number("explain", 0))
        if explained > 0 {
            let part = test.features.selecting(rows: Array(0..<min(explained, test.features.rowCount)))
            let cpu = processorSeconds()
            results["explain"] = try seconds { _ = try fit.model.contributions(to: part, on: pool) }
            results["explainCPU"] = processorSeconds() - cpu
        }
        let json = try JSONSerialization.data(withJSONObject: results, options: [.sortedKeys])
        print(String(decoding: json, as: UTF8.self))
    }
}

try run()
