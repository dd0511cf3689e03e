import Foundation
public import LearningCore

/// Chooses how to calibrate, by cross-validated log loss, with a preference for the simpler.
///
/// Every candidate is fitted on all folds but one and judged on that one. Among the candidates, simplest first, the
/// first is chosen whose loss is not above the best one's by more than `tolerance` standard errors of the mean difference
/// *row by row* (Breiman's one-standard-error rule, paired: what is hard for all candidates cancels). It is then fitted on
/// all rows. So "none" stays unless something is gained.
///
/// The choice is made on at most ``rowLimit`` rows, drawn by outcome: with 100,000 a difference of 0.0005 nats shows.
public struct CalibrationSelection: Sendable {
    /// Simplest first.
    public let candidates: [any Calibrator]
    public let foldCount: Int
    public let tolerance: Double
    public let rowLimit: Int
    public let seed: UInt64

    /// None, temperature, Platt, beta, isotonic.
    public static let standardCandidates: [any Calibrator] = [
        NoCalibration(), TemperatureScaling(), PlattScaling(), BetaCalibration(), IsotonicCalibration(),
    ]

    /// - Parameters:
    ///   - candidates: simplest first, at least one.
    ///   - foldCount: at least 2.
    ///   - tolerance: standard errors, ≥ 0.
    ///   - rowLimit: at least 1.
    ///   - seed: of the draw and the folds.
    public init(
        candidates: [any Calibrator] = standardCandidates, foldCount: Int = 5, tolerance: Double = 1,
        rowLimit: Int = 100_000, seed: UInt64 = 0
    ) {
        precondition(!candidates.isEmpty && foldCount >= 2 && tolerance >= 0 && rowLimit >= 1)
        self.candidates = candidates
        self.foldCount = foldCount
        self.tolerance = tolerance
        self.rowLimit = rowLimit
        self.seed = seed
    }

    public struct Result: Sendable, Codable, Equatable {
        /// Fitted to all rows.
        public let map: CalibrationMap
        /// In the order of the candidates.
        public let candidates: [Candidate]
    }

    public struct Candidate: Sendable, Codable, Equatable {
        public let name: String
        /// Mean out-of-fold log loss, in nats.
        public let loss: Double
        /// How much more than the best, and the standard error of that difference.
        public let excess: Double
        public let excessStandardError: Double
    }

    /// Rows are dealt to folds at random, by outcome, so that each fold has its share of both.
    ///
    /// - Returns: with fewer rows of an outcome than folds the first candidate, not judged (`candidates` is empty).
    /// - Throws: ``LearningCore/LearningError`` of a candidate. Complexity: candidates × folds fits.
    public func selected(for sample: CalibrationSample, on pool: WorkerPool) throws(LearningError) -> Result {
        let verdicts = try verdicts(on: try drawn(from: sample), pool: pool)
        let chosen = verdicts.firstIndex { $0.excess <= tolerance * $0.excessStandardError } ?? 0
        return Result(map: try candidates[chosen].fitted(to: sample), candidates: verdicts)
    }

    /// At most ``rowLimit`` rows, of each outcome its share, or all rows if an outcome has too few for that.
    private func drawn(from sample: CalibrationSample) throws(LearningError) -> CalibrationSample {
        guard sample.rowCount > rowLimit else { return sample }
        var generator = SeededGenerator(seed: seed, stream: 0xD4A7)
        var kept: [Int] = []
        for outcome in [true, false] {
            var rows = sample.labels.indices.filter { sample.labels[$0] == outcome && sample.weight($0) > 0 }
            let wanted = Int(Double(rowLimit) * (Double(rows.count) / Double(sample.rowCount)))
            guard wanted >= foldCount else { return sample }
            generator.shuffle(&rows)
            kept += rows.prefix(wanted)
        }
        return try sample.selecting(kept.sorted())
    }

    /// Empty if an outcome has fewer rows than there are folds.
    private func verdicts(on sample: CalibrationSample, pool: WorkerPool) throws(LearningError) -> [Candidate] {
        guard let fold = folds(of: sample) else { return [] }
        let parts = try pool.tryMap(candidates.count * foldCount) { task throws(LearningError) in
            try losses(
                of: candidates[task / foldCount], on: sample, fold: fold, judging: task % foldCount)
        }
        let table = candidates.indices.map { candidate in
            var column = [Double](repeating: 0, count: sample.rowCount)
            for part in parts[(candidate * foldCount)..<((candidate + 1) * foldCount)] {
                for (row, loss) in part { column[row] = loss }
            }
            return column
        }
        return verdicts(from: table, sample: sample)
    }

    /// The fold of each row, or `nil` if an outcome has fewer rows than there are folds.
    private func folds(of sample: CalibrationSample) -> [Int]? {
        var generator = SeededGenerator(seed: seed, stream: 0xCA11)
        var fold = [Int](repeating: 0, count: sample.rowCount)
        var next = 0
        for outcome in [true, false] {
            var rows = sample.labels.indices.filter { sample.labels[$0] == outcome && sample.weight($0) > 0 }
            guard rows.count >= foldCount else { return nil }
            generator.shuffle(&rows)
            for row in rows {
                fold[row] = next % foldCount
                next += 1
            }
        }
        return fold
    }

    private func losses(
        of candidate: any Calibrator, on sample: CalibrationSample, fold: [Int], judging: Int
    ) throws(LearningError) -> [(row: Int, loss: Double)] {
        let map = try candidate.fitted(to: sample.selecting(fold.indices.filter { fold[$0] != judging }))
        return fold.indices.filter { fold[$0] == judging }.map { row in
            (row, LogisticLoss.loss(logOdds: map.logOdds(sample.logOdds[row]), won: sample.labels[row]))
        }
    }

    private func verdicts(from losses: [[Double]], sample: CalibrationSample) -> [Candidate] {
        let total = sample.total
        let means = losses.map { losses in
            losses.indices.reduce(0) { $0 + sample.weight($1) * losses[$1] } / total
        }
        let best = means.indices.min { means[$0] < means[$1] } ?? 0
        return candidates.indices.map { candidate in
            let excess = means[candidate] - means[best]
            let squares = losses[candidate].indices.reduce(0) { sum, row in
                let deviation = sample.weight(row) * (losses[candidate][row] - losses[best][row] - excess)
                return sum + deviation * deviation
            }
            return Candidate(
                name: candidates[candidate].name, loss: means[candidate], excess: excess,
                excessStandardError: squares.squareRoot() / total)
        }
    }
}
