import Calibration
import FeatureExtraction
import LearningCore
import ModelStorage
import Testing

@Suite struct CalibratedModelTests {
    private func calibrated(_ kind: String) throws -> ModelArtifact {
        let artifact = try SmallModels.artifact(kind)
        let matrix = try artifact.features.matrix(from: SmallModels.frame(rows: 200, seed: 5), on: SmallModels.pool)
        let own = try artifact.model.logOdds(of: matrix, on: SmallModels.pool)
        var generator = SeededGenerator(seed: 4)
        let labels = own.map { generator.nextUniform() < LogisticLoss.probability(logOdds: 0.5 * $0 - 1) }
        let sample = try CalibrationSample(logOdds: own, labels: labels)
        return try ModelArtifact(
            input: artifact.input, features: artifact.features,
            model: CalibratedModel(
                artifact.model.base, calibration: BetaCalibration().fitted(to: sample),
                ranges: VennAbersCalibration().fitted(to: sample)),
            reference: artifact.reference, provenance: artifact.provenance, rows: artifact.rows,
            positives: artifact.positives)
    }

    @Test(arguments: SmallModels.kinds)
    func contributionsAddUpToTheCorrectedLogOdds(kind: String) throws {
        let artifact = try calibrated(kind)
        let matrix = try artifact.features.matrix(from: SmallModels.frame(rows: 80, seed: 6), on: SmallModels.pool)
        let logOdds = try artifact.model.logOdds(of: matrix, on: SmallModels.pool)
        let contributions = try artifact.model.contributions(to: matrix, on: SmallModels.pool)
        let own = try artifact.model.base.contributions(to: matrix, on: SmallModels.pool)
        for row in 0..<80 {
            let parts = contributions[row: row]
            #expect(abs(contributions.base + parts.reduce(0, +) - logOdds[row]) < 1e-9)
            // What spoke for a lead still does: a rising map changes no sign.
            for (part, before) in zip(parts, own[row: row]) { #expect(part * before >= 0) }
        }
    }

    @Test(arguments: SmallModels.kinds)
    func aCorrectedModelComesBackToTheLastBit(kind: String) throws {
        let artifact = try calibrated(kind)
        let bytes = try artifact.encoded()
        let read = try ModelArtifact(decoding: bytes)
        #expect(read.model == artifact.model)
        #expect(try read.encoded() == bytes)
        #expect(try SmallModels.scores(of: read) == SmallModels.scores(of: artifact))
    }

    @Test func aRangeHoldsItsProbabilityAndOrderIsKept() throws {
        let artifact = try calibrated("boosted")
        let matrix = try artifact.features.matrix(from: SmallModels.frame(rows: 80, seed: 7), on: SmallModels.pool)
        let (logOdds, found) = try artifact.model.logOddsWithRanges(of: matrix, on: SmallModels.pool)
        let own = try artifact.model.base.logOdds(of: matrix, on: SmallModels.pool)
        let ranges = try #require(found)
        #expect(ranges.allSatisfy { 0 <= $0.low && $0.low <= $0.high && $0.high <= 1 })
        let order = own.indices.sorted { own[$0] < own[$1] }
        for (lower, higher) in zip(order, order.dropFirst()) {
            #expect(logOdds[lower] <= logOdds[higher])
            #expect(ranges[lower].low <= ranges[higher].low && ranges[lower].high <= ranges[higher].high)
        }
    }
}
