import Calibration
import Foundation
import LearningCore
import Testing

/// The laws every calibrator keeps.
@Suite struct CalibratorTests {
    static let calibrators = CalibrationSelection.standardCandidates
    private let probes = [
        -.infinity, -1e308, -800, -40, -5, -1, -1e-300, 0, 0.3, 1, 2.5, 7, 38, 1_000, 1e308, .infinity,
    ]

    static func hostile() throws -> [CalibrationSample] {
        let steps = (0..<40).map { Double($0) - 20 }
        return [
            // Separated, separated the wrong way round, one score only, huge, tiny, two rows.
            try CalibrationSample(logOdds: steps, labels: steps.map { $0 > 3 }),
            try CalibrationSample(logOdds: steps, labels: steps.map { $0 < 3 }),
            try CalibrationSample(logOdds: steps.map { _ in 2 }, labels: steps.map { $0 > 5 }),
            try CalibrationSample(logOdds: steps.map { _ in 0 }, labels: steps.map { $0 > 5 }),
            try CalibrationSample(logOdds: steps.map { 1e150 * $0 }, labels: steps.map { $0 > 3 || $0 == -9 }),
            try CalibrationSample(logOdds: steps.map { 1e-150 * $0 }, labels: steps.map { $0 > 3 || $0 == -9 }),
            try CalibrationSample(logOdds: [1, 2], labels: [false, true]),
            try CalibrationSample(logOdds: [2, 1], labels: [false, true], weights: [1e-9, 1e9]),
            try CalibrationSample(logOdds: [-700, 700, 0, 1], labels: [true, false, true, false]),
        ]
    }

    @Test func everyMapRisesAndStaysBetweenZeroAndOne() throws {
        var samples = try Self.hostile()
        for seed in 0..<6 {
            samples.append(
                try RandomScores(
                    rows: [20, 200][seed % 2], seed: UInt64(seed), decimals: [nil, 1][seed % 2], weighted: seed > 2,
                    stated: { seed == 4 ? -$0 : 3 * $0 + 1 }
                ).sample())
        }
        for (number, sample) in samples.enumerated() {
            for calibrator in Self.calibrators {
                let map = try calibrator.fitted(to: sample)
                let grid = (probes + sample.logOdds).sorted()
                let probabilities = grid.map(map.probability(logOdds:))
                #expect(probabilities.allSatisfy { $0 > 0 && $0 < 1 }, "\(calibrator.name) on \(number)")
                for (low, high) in zip(probabilities, probabilities.dropFirst()) {
                    // Sums of two rounded terms may fall by an ulp of theirs.
                    #expect(high >= low - 1e-14, "\(calibrator.name) on \(number)")
                }
                #expect(map.probability(logOdds: .nan).isNaN && map.name == calibrator.name)
            }
        }
    }

    @Test func fittingTwiceIsTheSameAndSurvivesJSON() throws {
        let sample = try RandomScores(rows: 200, seed: 1, stated: { 2 * $0 }).sample()
        for calibrator in Self.calibrators {
            let map = try calibrator.fitted(to: sample)
            #expect(try calibrator.fitted(to: sample) == map)
            #expect(try JSONDecoder().decode(CalibrationMap.self, from: JSONEncoder().encode(map)) == map)
        }
    }

    @Test func neitherOrderNorCopiesMatter() throws {
        for seed in 0..<4 {
            var scores = RandomScores(rows: 150, seed: UInt64(seed), decimals: 1, stated: { 1.7 * $0 })
            let copies = (0..<150).map { ($0 * 5 + seed) % 3 }
            var rows = (0..<150).flatMap { Array(repeating: $0, count: copies[$0]) }
            var generator = SeededGenerator(seed: 3)
            generator.shuffle(&rows)
            let repeated = try scores.selecting(rows).sample()
            scores.weights = copies.map(Double.init)
            let weighted = try scores.sample()
            for calibrator in Self.calibrators {
                let (first, second) = (try calibrator.fitted(to: weighted), try calibrator.fitted(to: repeated))
                for z in stride(from: -5, through: 5, by: 0.37) {
                    let (p, q) = (first.probability(logOdds: z), second.probability(logOdds: z))
                    #expect(isClose(p, q, tolerance: 1e-10), "\(calibrator.name)")
                }
            }
        }
    }

    @Test func calibratedScoresStayAsTheyAre() throws {
        let sample = try RandomScores(rows: 6_000, seed: 5).sample()
        // Isotonic regression has many parameters; the others are as certain as one or two coefficients.
        let tolerances = ["none": 0, "temperature": 0.02, "platt": 0.03, "beta": 0.05, "isotonic": 0.1]
        for calibrator in Self.calibrators {
            let map = try calibrator.fitted(to: sample)
            let tolerance = try #require(tolerances[calibrator.name])
            for z in stride(from: -3.0, through: 1.5, by: 0.25) {
                let difference = map.probability(logOdds: z) - LogisticLoss.probability(logOdds: z)
                #expect(abs(difference) <= tolerance, "\(calibrator.name) at \(z): \(difference)")
            }
        }
    }

    @Test func whatWasBentIsStraightenedAgain() throws {
        let stated: @Sendable (Double) -> Double = { 2.5 * $0 + 0.8 }
        let sample = try RandomScores(rows: 4_000, seed: 6, stated: stated).sample()
        let later = RandomScores(rows: 4_000, seed: 7, stated: stated)
        var truth = later
        truth.logOdds = later.trueLogOdds
        let best = truth.loss(of: .identity)
        for calibrator in [PlattScaling(), BetaCalibration(), IsotonicCalibration()] as [any Calibrator] {
            let loss = later.loss(of: try calibrator.fitted(to: sample))
            #expect(loss < best + 0.005, "\(calibrator.name)")
        }
        #expect(later.loss(of: .identity) > best + 0.05)
    }

    @Test func refusesWhatIsNoSample() {
        #expect(throws: LearningError.tooFewRows(0)) { try CalibrationSample(logOdds: [], labels: []) }
        #expect(throws: LearningError.oneClass(won: true)) { try CalibrationSample(logOdds: [1], labels: [true]) }
        #expect(throws: LearningError.oneClass(won: false)) {
            try CalibrationSample(logOdds: [1, 2], labels: [true, false], weights: [0, 1])
        }
        for bad in [Double.nan, .infinity] {
            #expect(throws: LearningError.invalidValue(feature: "log-odds", row: 1)) {
                try CalibrationSample(logOdds: [1, bad], labels: [true, false])
            }
            #expect(throws: LearningError.invalidWeight(row: 0)) {
                try CalibrationSample(logOdds: [1, 2], labels: [true, false], weights: [bad, 1])
            }
        }
        #expect(throws: LearningError.unequalLengths(feature: "labels", expected: 2, found: 1)) {
            try CalibrationSample(logOdds: [1, 2], labels: [true])
        }
    }
}

/// A model file holds maps; a damaged one must not become a wrong score or a crash.
@Suite struct CalibrationMapTests {
    @Test(arguments: [
        #"{"platt":{"_0":{"slope":-1,"intercept":0}}}"#, #"{"platt":{"_0":{"slope":1}}}"#,
        #"{"temperature":{"_0":{"scale":-0.5}}}"#, #"{"beta":{"_0":{"a":1,"b":-1,"c":0}}}"#,
        #"{"isotonic":{"_0":{"points":[]}}}"#,
        #"{"isotonic":{"_0":{"points":[{"logOdds":1,"probability":0.5},{"logOdds":0,"probability":0.6}]}}}"#,
        #"{"isotonic":{"_0":{"points":[{"logOdds":0,"probability":0.7},{"logOdds":1,"probability":0.6}]}}}"#,
        #"{"isotonic":{"_0":{"points":[{"logOdds":0,"probability":1.7}]}}}"#, "{}",
    ])
    func aDamagedMapIsRefused(json: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(CalibrationMap.self, from: Data(json.utf8)) }
    }

    @Test(arguments: [
        #"{"lower":[{"logOdds":0,"probability":2}],"upper":[]}"#,
        #"{"lower":[],"upper":[{"logOdds":1,"probability":0.2},{"logOdds":0,"probability":0.3}]}"#,
    ])
    func aDamagedRangeIsRefused(json: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(VennAbersMap.self, from: Data(json.utf8)) }
    }

    @Test func wholeMapsAreRead() throws {
        let json =
            #"{"isotonic":{"_0":{"points":[{"logOdds":0,"probability":0.25},{"logOdds":2,"probability":0.75}]}}}"#
        let map = try JSONDecoder().decode(CalibrationMap.self, from: Data(json.utf8))
        #expect(map.probability(logOdds: 1) == 0.5)
        #expect(map.logOdds(1) == 0)
    }
}
