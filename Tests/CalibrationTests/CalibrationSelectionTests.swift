import Calibration
import Foundation
import LearningCore
import Testing

@Suite struct CalibrationSelectionTests {
    private let pool = WorkerPool(threadCount: 2)

    private func chosen(
        rows: Int = 700, seed: UInt64, _ stated: @escaping (Double) -> Double
    ) throws -> String {
        let sample = try RandomScores(rows: rows, seed: seed, stated: stated).sample()
        return try CalibrationSelection().selected(for: sample, on: pool).map.name
    }

    @Test func leavesCalibratedScoresAlone() throws {
        let names = try (0..<8).map { try chosen(seed: UInt64($0)) { $0 } }
        #expect(names.count { $0 == "none" } >= 5, "\(names)")
    }

    @Test func findsTheSimplestThatMends() throws {
        #expect(try chosen(seed: 1) { 3 * $0 } == "temperature")
        #expect(try chosen(seed: 1) { 2 * $0 + 1.5 } == "platt")
        #expect(try chosen(rows: 2_500, seed: 1) { $0 > -1 ? 3 * ($0 + 1) : 0.2 * ($0 + 1) } != "platt")
    }

    @Test func neverChoosesMuchWorseThanTheBest() throws {
        for (seed, stretch) in [(1, 1.0), (2, 1.15), (3, 0.6)] {
            let scores = RandomScores(rows: 800, seed: UInt64(seed), stated: { stretch * $0 })
            let result = try CalibrationSelection().selected(for: scores.sample(), on: pool)
            let chosen = try #require(result.candidates.first { $0.name == result.map.name })
            #expect(chosen.excess <= chosen.excessStandardError)
            #expect(result.candidates.contains { $0.excess == 0 })
            #expect(result.candidates.map(\.name) == ["none", "temperature", "platt", "beta", "isotonic"])
            #expect(isClose(result.candidates[0].loss, scores.loss(of: .identity), tolerance: 1e-12))
        }
    }

    @Test func isTheSameAtAnyNumberOfThreads() throws {
        let sample = try RandomScores(rows: 400, seed: 4, weighted: true, stated: { 2 * $0 }).sample()
        let alone = try CalibrationSelection(seed: 3).selected(for: sample, on: WorkerPool(threadCount: 1))
        #expect(try CalibrationSelection(seed: 3).selected(for: sample, on: WorkerPool(threadCount: 4)) == alone)
        #expect(try CalibrationSelection(seed: 4).selected(for: sample, on: pool).candidates != alone.candidates)
    }

    @Test func aLimitOnTheRowsLeavesTheFitToAll() throws {
        let sample = try RandomScores(rows: 600, seed: 4, weighted: true, stated: { 3 * $0 }).sample()
        let limited = try CalibrationSelection(rowLimit: 400).selected(for: sample, on: pool)
        let whole = try CalibrationSelection().selected(for: sample, on: pool)
        #expect(limited.candidates != whole.candidates && limited.candidates.count == 5)
        #expect(limited.map.name == whole.map.name && limited.map == whole.map)
        // Too few won rows would be left: all are used.
        #expect(try CalibrationSelection(rowLimit: 1).selected(for: sample, on: pool) == whole)
    }

    @Test func tooFewRowsAreLeftAlone() throws {
        let sample = try CalibrationSample(logOdds: [1, 2, 3, 4, 5], labels: [true, false, true, true, true])
        let result = try CalibrationSelection().selected(for: sample, on: pool)
        #expect(result.map == .identity && result.candidates.isEmpty)
    }

    @Test func survivesJSONAndHostileScores() throws {
        for sample in try CalibratorTests.hostile() {
            let result = try CalibrationSelection(foldCount: 2).selected(for: sample, on: pool)
            #expect(result.candidates.allSatisfy { $0.loss.isFinite })
            let copy = try JSONDecoder().decode(
                CalibrationSelection.Result.self, from: JSONEncoder().encode(result))
            #expect(copy == result)
        }
    }
}
