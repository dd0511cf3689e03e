import FeatureExtraction
import LearningCore
import ModelStorage
import Testing

@Suite struct ModelArtifactCodingTests {
    @Test(arguments: SmallModels.kinds)
    func aModelComesBackToTheLastBit(kind: String) throws {
        let artifact = try SmallModels.artifact(kind)
        let bytes = try artifact.encoded()
        let read = try ModelArtifact(decoding: bytes)
        #expect(try SmallModels.scores(of: read) == SmallModels.scores(of: artifact))
        #expect(try read.encoded() == bytes)
        #expect(read.input == artifact.input)
        #expect(read.features == artifact.features)
        #expect(read.reference == artifact.reference)
        #expect(read.provenance == artifact.provenance)
        #expect(read.header == artifact.header)
        #expect(read.header.kind == kind)
    }

    @Test(arguments: SmallModels.kinds)
    func contributionsComeBackToTheLastBit(kind: String) throws {
        let artifact = try SmallModels.artifact(kind)
        let read = try ModelArtifact(decoding: artifact.encoded())
        let matrix = try artifact.features.matrix(from: SmallModels.frame(rows: 20, seed: 8), on: SmallModels.pool)
        #expect(
            try read.model.contributions(to: matrix, on: SmallModels.pool)
                == artifact.model.contributions(to: matrix, on: SmallModels.pool))
    }

    @Test(arguments: SmallModels.kinds)
    func equalModelsAreEqualBytes(kind: String) throws {
        #expect(try SmallModels.artifact(kind).encoded() == SmallModels.artifact(kind).encoded())
        #expect(try SmallModels.artifact(kind).encoded() != SmallModels.artifact(kind, rows: 119).encoded())
    }

    @Test func aModelOfOtherFeaturesIsRefused() throws {
        let artifact = try SmallModels.artifact("logistic")
        let other = try ModelArtifact(decoding: artifact.encoded())
        #expect(throws: StorageError.inconsistent("the model was trained on other features than the file describes")) {
            try ModelArtifact(
                input: other.input, features: LeadFeatures(attributes: .init(steps: SmallModels.steps.reversed())),
                model: other.model,
                reference: other.reference, provenance: other.provenance, rows: 1, positives: 1)
        }
    }

    /// JSON has no infinity; such a record must be refused before anything is written, not turned into something else.
    @Test func aRecordThatCannotBeWrittenIsAnError() throws {
        let artifact = try SmallModels.artifact("logistic")
        var provenance = artifact.provenance
        provenance.holdout?.metrics[0].high = .infinity
        let unwritable = try ModelArtifact(
            input: artifact.input, features: artifact.features, model: artifact.model,
            reference: artifact.reference, provenance: provenance, rows: 120, positives: 40)
        #expect(throws: StorageError.cannotWrite(reason: "holds a value that JSON cannot")) {
            try unwritable.encoded()
        }
    }
}
