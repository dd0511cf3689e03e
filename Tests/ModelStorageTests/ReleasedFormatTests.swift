import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import Tabular
import Testing

/// A model file that was ever released loads for ever, and says of a lead what it always said.
@Suite struct ReleasedFormatTests {
    private struct Missing: Error {}

    private func file(_ name: String) throws -> String {
        guard let folder = Bundle.module.url(forResource: "Released", withExtension: nil) else { throw Missing() }
        return folder.appendingPathComponent(name).path
    }

    private func read(_ name: String, _ plan: ReadPlan) throws -> DataFrame {
        try TableReader(path: file(name), pool: SmallModels.pool).read(plan).frame
    }

    @Test(arguments: [1], ["logistic", "boosted"])
    func aReleasedFileStillScoresAlike(version: Int, kind: String) throws {
        let artifact = try ModelArtifact(contentsOf: file("version-\(version)-\(kind).model"))
        #expect(artifact.model.kind == kind)
        #expect(artifact.rows == 200)
        var plan = ReadPlan(columns: [:], others: .skipped)
        for input in artifact.features.inputs {
            plan.columns[input.name] = .typed(input.type, artifact.input.formats[input.name])
        }
        let matrix = try artifact.features.matrix(from: read("leads.csv", plan), on: SmallModels.pool)
        let found = try artifact.model.probabilities(of: matrix, on: SmallModels.pool)
        let scores = try read("version-\(version)-\(kind).scores.csv", .inferAll)
        guard case .number(let expected)? = scores["probability"]?.values else { throw Missing() }
        #expect(found.count == 200 && expected.count == 200)
        // The logarithm and the exponential may differ by a last bit between C libraries; nothing else may.
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-13 })
        #expect(Set(expected).count > 10)
    }
}
