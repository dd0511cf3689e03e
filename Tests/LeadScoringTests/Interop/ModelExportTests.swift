import BoostedTrees
import Calibration
import FeatureExtraction
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

@Suite struct ModelExportTests {
    private let pool = WorkerPool(threadCount: 1)

    /// One tree of one split, calibrated.
    private func artifact(_ calibration: CalibrationMap) throws -> ModelArtifact {
        var arrays = DecisionTree.Arrays()
        arrays.features = [0]
        arrays.thresholds = [3]
        arrays.levelSetOffsets = [0, 0]
        arrays.missingGoesLeft = [false]
        arrays.leftChildren = [-1]
        arrays.rightChildren = [-2]
        arrays.splitGains = [1]
        arrays.splitCovers = [2]
        arrays.leafValues = [-1, 2]
        arrays.leafCovers = [1, 1]
        let features = try LeadFeatures(
            attributes: FeatureExtractor(steps: [.number(column: "visits", flagsPlaceholder: false)]))
        let model = try GradientBoostingModel(
            schema: features.schema, baseLogOdds: 0.5, trees: [DecisionTree(arrays)])
        let input = InputDescription(
            labelColumn: "won", wonValues: ["1"], lostValues: ["0"], ignoredValues: [], idColumn: nil, timeColumn: nil,
            formats: [:], placeholders: [:])
        let provenance = Provenance(
            excluded: [], keptLeaks: [], warnings: [], holdout: nil, settings: [:], fingerprint: 0)
        return try ModelArtifact(
            input: input, features: features, model: CalibratedModel(.boosted(model), calibration: calibration),
            reference: ScoreReference(baseRate: 0.5, logOdds: [0]), provenance: provenance, rows: 2, positives: 1)
    }

    /// A calibration that is a line goes into the leaves: what LightGBM reads has our probabilities.
    @Test(arguments: [
        CalibrationMap.identity, .temperature(TemperatureMap(scale: 0.6)),
        .platt(PlattMap(slope: 0.8, intercept: -0.4)), .platt(PlattMap(slope: 0, intercept: 1)),
    ])
    func linesGoIntoTheLeaves(calibration: CalibrationMap) throws {
        let artifact = try artifact(calibration)
        let export = try ModelExport(artifact, to: "lightgbm")
        let read = try LightGBMText.model(from: export.text)
        let matrix = try FeatureMatrix(schema: read.schema, columns: [.numeric([1, 3, 4, .nan])])
        let expected = try artifact.model.logOdds(of: matrix, on: pool)
        for (found, expected) in zip(try read.logOdds(of: matrix, on: pool), expected) {
            #expect(abs(found - expected) < 1e-12)
        }
    }

    @Test func curvesDoNot() throws {
        let artifact = try artifact(.isotonic(try isotonic()))
        #expect(throws: Diagnostic.self) { try ModelExport(artifact, to: "lightgbm") }
        let export = try ModelExport(artifact, to: "lightgbm", uncalibrated: true)
        #expect(export.summary(model: "m", output: nil).contains("without the calibration"))
        let read = try LightGBMText.model(from: export.text)
        let matrix = try FeatureMatrix(schema: read.schema, columns: [.numeric([1, 4])])
        #expect(try read.logOdds(of: matrix, on: pool) == [-0.5, 2.5])
    }

    private func isotonic() throws -> IsotonicMap {
        let sample = try CalibrationSample(logOdds: [-1, 0, 1, 2], labels: [false, true, false, true])
        let map = try IsotonicCalibration().fitted(to: sample)
        guard case .isotonic(let isotonic) = map else { throw Diagnostic.usage("no isotonic map") }
        return isotonic
    }
}
