import BoostedTrees
import Foundation
import LearningCore
import LinearAlgebra
import LinearModels
import ModelStorage

/// Whether leadscore works on this machine: what was loaded, and a small model of each kind trained and checked.
public enum Doctor {
    public struct Report: Sendable, Encodable {
        public let version: String
        public let processors: Int
        public let blas: String
        public let blasIsFast: Bool
        public let checks: [Check]
        public let problem: Diagnostic?

        private enum CodingKeys: String, CodingKey {
            case version, processors, blas, checks
            case blasIsFast = "blas_is_fast"
        }

        /// For a terminal.
        public var summary: String {
            var lines = ["leadscore \(version) on \(processors) processors"]
            lines += blas.split(separator: "\n").map { "  \($0)" }
            lines += checks.map { "\($0.passed ? "ok    " : "FAILED") \($0.name)" }
            return lines.joined(separator: "\n")
        }
    }

    public struct Check: Sendable, Encodable {
        public let name: String
        public let passed: Bool
    }

    /// Complexity: some milliseconds.
    public static func report() -> Report {
        let checks = [
            Check(name: "logistic regression finds a planted effect", passed: finds(.logistic(.init()))),
            Check(name: "boosted trees find a planted effect", passed: finds(.boosted(.init()))),
            Check(name: "one thread and two give the same scores", passed: agreesAcrossThreads()),
        ]
        let failed = checks.filter { !$0.passed }.map(\.name)
        return Report(
            version: LeadScoreVersion.current, processors: ProcessInfo.processInfo.activeProcessorCount,
            blas: LinearAlgebraRuntime.description, blasIsFast: LinearAlgebraRuntime.current.isFast, checks: checks,
            problem: failed.isEmpty ? nil : Diagnostic(.internalFault, "a self-check failed", evidence: failed))
    }

    /// 400 leads; won when x > 0, but for every tenth.
    private static func world() -> Dataset? {
        var generator = SeededGenerator(seed: 1)
        let values = (0..<400).map { _ in generator.nextUniform() - 0.5 }
        let labels = values.indices.map { (values[$0] > 0) != $0.isMultiple(of: 10) }
        guard let schema = try? FeatureSchema([Feature(name: "x", kind: .numeric)]),
            let matrix = try? FeatureMatrix(schema: schema, columns: [.numeric(values)])
        else { return nil }
        return try? Dataset(features: matrix, labels: labels)
    }

    private static func scores(_ plan: ModelPlan, threads: Int) -> (scores: [Double], labels: [Bool])? {
        let pool = WorkerPool(threadCount: threads)
        guard let dataset = world(), let model = try? plan.fitted(to: dataset, on: pool).model,
            let scores = try? model.logOdds(of: dataset.features, on: pool)
        else { return nil }
        return (scores, dataset.labels)
    }

    private static func finds(_ plan: ModelPlan) -> Bool {
        guard let (scores, labels) = scores(plan, threads: 1) else { return false }
        return zip(scores, labels).count { ($0 > 0) == $1 } >= 340
    }

    private static func agreesAcrossThreads() -> Bool {
        let plans: [ModelPlan] = [.logistic(.init()), .boosted(.init())]
        return plans.allSatisfy { scores($0, threads: 1)?.scores == scores($0, threads: 2)?.scores }
    }
}
