import Evaluation
import Foundation
import LearningCore
import ModelStorage
import Testing

@testable import LeadScoring

@Suite struct ComparisonRunTests {
    private static let pool = WorkerPool(threadCount: 2)

    /// What the columns of a world are worth: `known` is in the model's reach, `points` is what the rules give.
    private func leads(_ count: Int, seed: UInt64, effect: Double, rules: Double, noise: Double) -> Leads {
        var generator = SeededGenerator(seed: seed)
        let known = (0..<count).map { _ in generator.nextIndex(below: 100) }
        let points = known.map { value in
            Int((rules * Double(value) + noise * 100 * generator.nextUniform()) / 10) * 5
        }
        var leads = Leads(count: count, seed: seed &+ 1) { row, _ in
            LogisticLoss.probability(logOdds: effect * (Double(known[row]) / 50 - 1) - 0.5)
        }
        leads.add("id") { "L\($0)" }
        leads.add("known") { "\(known[$0])" }
        leads.add("points") { "\(points[$0])" }
        return leads
    }

    private func compare(
        _ leads: Leads, _ change: (inout ComparisonRequest) -> Void = { _ in }
    ) throws -> (report: ComparisonReport, artifact: ModelArtifact, path: ScratchFile) {
        let file = try ScratchFile(leads.csv)
        var training = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        training.columns.id = "id"
        training.columns.excluded = ["points"]
        // A world of one column that tells a lot looks like a leak.
        training.allowedLeaks = ["known"]
        training.model = .logistic
        let artifact = try TrainingRun(training, on: Self.pool).run().artifact
        var request = ComparisonRequest(source: LeadSource(path: file.path), rules: .columns("points"))
        change(&request)
        return (try ComparisonRun(artifact, request, on: Self.pool).compare(), artifact, file)
    }

    @Test func aModelThatKnowsMoreIsBetter() throws {
        let report = try compare(leads(900, seed: 1, effect: 3, rules: 0.2, noise: 1)).report
        #expect(report.verdict.outcome == .better)
        #expect(report.verdict.headline.hasPrefix("The model is better, and it is statistically clear: ROC AUC of "))
        #expect(report.difference.rocAUC.low > 0 && report.difference.rocAUCPValue < 0.05)
    }

    @Test func rulesThatAreAsGoodAreKept() throws {
        // The points are the one column the model knows, in steps of ten.
        let report = try compare(leads(900, seed: 2, effect: 3, rules: 1, noise: 0)).report
        #expect(report.verdict.outcome == .notDistinguishable)
        #expect(report.verdict.headline.contains("keep the rules"))
    }

    @Test func withoutSignalNeitherIsBetter() throws {
        let report = try compare(leads(900, seed: 3, effect: 0, rules: 0.5, noise: 0.5)).report
        #expect(report.verdict.outcome == .notDistinguishable)
        #expect(report.verdict.details.contains { $0.contains("Neither ranks these leads better than chance") })
    }

    /// The paired test once more, by its definition over all pairs of a won and a lost lead, from the same scores.
    @Test func theTestIsDeLongs() throws {
        let (report, artifact, file) = try compare(leads(500, seed: 4, effect: 2, rules: 0.5, noise: 0.6))
        let request = ComparisonRequest(source: LeadSource(path: file.path), rules: .columns("points"))
        let leads = try ComparedLeadsReader(artifact: artifact, request: request, pool: Self.pool).read()
        let expected = NaiveDeLong(leads.logOdds, leads.points, won: leads.labels)
        #expect(abs(report.difference.rocAUC.value - expected.difference) < 1e-12)
        #expect(abs(report.difference.rocAUCPValue - expected.pValue) < 1e-9)
        #expect(abs(report.difference.rocAUCStandardError / expected.standardError - 1) < 1e-9)
        #expect(leads.labels.count == report.leads.compared && report.leads.compared == 100)
    }

    @Test func theReportComesBackFromItsJSON() throws {
        let report = try compare(leads(500, seed: 5, effect: 2, rules: 0.5, noise: 0.6)) {
            $0.costPerContact = 1
            $0.valuePerWin = 5
            $0.segment = "known"
            $0.worked = "points"
            $0.time = "known"
        }.report
        let bytes = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(ComparisonReport.self, from: bytes) == report)
        let keys = Self.keys(try JSONSerialization.jsonObject(with: bytes))
        #expect(keys.allSatisfy { $0 == $0.lowercased() || Self.released.contains($0) }, "\(keys.sorted())")
    }

    /// Keys of the curves, which are older than this report.
    private static let released: Set<String> = [
        "cumulativeCapture", "cumulativeLift", "falsePositiveRate", "truePositiveRate", "meanProbability",
        "lowestProbability", "highestProbability",
    ]

    private static func keys(_ value: Any) -> Set<String> {
        if let object = value as? [String: Any] {
            return object.reduce(into: []) {
                $0.formUnion([$1.key]); $0.formUnion(keys($1.value))
            }
        }
        return (value as? [Any])?.reduce(into: []) { $0.formUnion(keys($1)) } ?? []
    }
}

/// DeLong's paired test straight from its definition, O(m n).
struct NaiveDeLong {
    let difference: Double
    let standardError: Double
    let pValue: Double

    init(_ first: [Double], _ second: [Double], won: [Bool]) {
        let wins = won.indices.filter { won[$0] }
        let losses = won.indices.filter { !won[$0] }
        func psi(_ scores: [Double], _ i: Int, _ j: Int) -> Double {
            scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
        }
        let ofWins = wins.map { i in
            losses.reduce(0) { $0 + psi(first, i, $1) - psi(second, i, $1) } / Double(losses.count)
        }
        let ofLosses = losses.map { j in
            wins.reduce(0) { $0 + psi(first, $1, j) - psi(second, $1, j) } / Double(wins.count)
        }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        func variance(_ values: [Double]) -> Double {
            let centre = mean(values)
            return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
        }
        difference = mean(ofWins)
        standardError = (variance(ofWins) / Double(wins.count) + variance(ofLosses) / Double(losses.count)).squareRoot()
        pValue = erfc(abs(difference) / standardError / 2.0.squareRoot())
    }
}
