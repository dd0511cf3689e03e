import BenchData
import Foundation
import LearningCore
import LinearModels

// linear-bench DATA [kind=logistic|path] [threads=2] [repeat=1] [key=value …]: fits linear models to DATA-train and prints one
// JSON object a repetition. kind=logistic: l2, tolerance. kind=path: alpha, tolerance, count, folds. The coefficients, or the
// whole path, go to OUT.json with out=OUT.

var options: [String: String] = [:]
for argument in CommandLine.arguments.dropFirst(2) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    if parts.count == 2 { options[parts[0]] = parts[1] }
}
@MainActor func number(_ key: String, _ fallback: Double) -> Double { options[key].flatMap(Double.init) ?? fallback }

let path = CommandLine.arguments.dropFirst().first ?? ""
let pool = WorkerPool(threadCount: Int(number("threads", 2)))
let table = try Table(path + "-train")
let dataset = try Dataset(features: table.features, labels: table.labels)
var plain = EncodingOptions()
plain.logSkewness = nil

@MainActor func measured(_ body: () throws -> [String: Any]) throws {
    let (cpu, clock) = (Double(clock()), ContinuousClock())
    var results: [String: Any] = [:]
    results["seconds"] = try clock.measure { results = try body() } / .seconds(1)
    results["processorSeconds"] = (Double(Foundation.clock()) - cpu) / Double(CLOCKS_PER_SEC)
    let json = try JSONSerialization.data(withJSONObject: results, options: [.sortedKeys])
    print(String(decoding: json, as: UTF8.self))
}

for _ in 0..<Int(number("repeat", 1)) {
    if options["kind"] == "path" {
        var hyperparameters = ElasticNetTrainer.Hyperparameters()
        hyperparameters.l1Ratio = number("alpha", 1)
        hyperparameters.tolerance = number("tolerance", hyperparameters.tolerance)
        hyperparameters.penaltyCount = Int(number("count", 100))
        hyperparameters.foldCount = Int(number("folds", 5))
        hyperparameters.encoding = plain
        let trainer = try ElasticNetTrainer(hyperparameters)
        var found: ElasticNetPath?
        try measured {
            let path = try trainer.path(fittedTo: dataset, on: pool)
            found = path
            return [
                "penalties": path.penalties.count, "iterations": path.iterations, "violation": path.largestViolation,
                "columns": path.encoding.columnCount,
            ]
        }
        if options["folds"] != nil {
            try measured {
                let fit = try trainer.fitted(to: dataset, on: pool)
                return ["trainingLoss": fit.report.trainingLoss]
            }
        }
        if let found, let out = options["out"] {
            let content: [String: Any] = [
                "penalties": found.penalties, "intercepts": found.intercepts, "coefficients": found.coefficients,
            ]
            try JSONSerialization.data(withJSONObject: content).write(to: URL(filePath: out + ".json"))
        }
    } else {
        let trainer = try LogisticRegressionTrainer(
            .init(l2Regularization: number("l2", 1), tolerance: number("tolerance", 1e-8), encoding: plain))
        var model: LogisticRegressionModel?
        try measured {
            let fit = try trainer.fitted(to: dataset, on: pool)
            let report = fit.report
            model = fit.model
            return [
                "iterations": report.iterations, "gradient": report.gradientNorm ?? -1,
                "solve": report.seconds["solve"] ?? -1,
                "encode": report.seconds["encode"] ?? -1, "loss": report.trainingLoss,
            ]
        }
        if let model, let out = options["out"] {
            let content: [String: Any] = ["intercept": model.intercept, "coefficients": model.coefficients]
            try JSONSerialization.data(withJSONObject: content).write(to: URL(filePath: out + ".json"))
        }
    }
}
