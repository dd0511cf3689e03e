import FeatureExtraction
import LearningCore
import ModelStorage
import Testing

@Suite struct SegmentedModelTests {
    /// Each lead is scored by the model of its segment, and by the common one where it has none.
    @Test func eachLeadIsScoredByTheModelOfItsSegment() throws {
        let artifact = try SmallModels.artifact("segmented")
        guard case .segmented(let model) = artifact.model.base else {
            Issue.record("no segmented model")
            return
        }
        let matrix = try artifact.features.matrix(from: SmallModels.frame(rows: 90, seed: 8), on: SmallModels.pool)
        guard case .categorical(let codes) = matrix.columns[model.feature] else {
            Issue.record("no codes")
            return
        }
        let found = try model.logOdds(of: matrix, on: SmallModels.pool)
        let parts = try [model.segments[0].model, model.common, model.segments[1].model].map {
            try $0.logOdds(of: matrix, on: SmallModels.pool)
        }
        #expect(Set(codes).isSuperset(of: [-1, 0, 1, 2]))
        for row in codes.indices {
            let expected = codes[row] == 0 ? parts[0][row] : codes[row] == 2 ? parts[2][row] : parts[1][row]
            #expect(found[row] == expected)
        }
    }

    /// The base of a segment's own model counts for the segment: contributions of other features are that model's.
    @Test func theSegmentAccountsForWhereItStarts() throws {
        let artifact = try SmallModels.artifact("segmented")
        guard case .segmented(let model) = artifact.model.base else {
            Issue.record("no segmented model")
            return
        }
        let matrix = try artifact.features.matrix(from: SmallModels.frame(rows: 90, seed: 8), on: SmallModels.pool)
        guard case .categorical(let codes) = matrix.columns[model.feature] else { return }
        let found = try model.contributions(to: matrix, on: SmallModels.pool)
        let scores = try model.logOdds(of: matrix, on: SmallModels.pool)
        let own = try model.segments[0].model.contributions(to: matrix, on: SmallModels.pool)
        for row in codes.indices {
            #expect(abs(found.base + found[row: row].reduce(0, +) - scores[row]) < 1e-9)
            guard codes[row] == 0 else { continue }
            for (feature, (value, expected)) in zip(found[row: row], own[row: row]).enumerated() {
                #expect(feature == model.feature ? value == expected + (own.base - found.base) : value == expected)
            }
        }
    }

    @Test func whatIsNoSegmentIsRefused() throws {
        let common = try SmallModels.artifact("logistic").model.base
        let source = try #require(common.schema.features.firstIndex { $0.name == "source" })
        let size = try #require(common.schema.features.firstIndex { $0.name == "size" })
        func refused(_ feature: Int, _ levels: [Int], model: StoredModel) -> Bool {
            (try? SegmentedModel(
                feature: feature, common: common, segments: levels.map { .init(level: $0, model: model) })) == nil
        }
        #expect(!refused(source, [0, 2], model: common))
        #expect(refused(size, [0], model: common) && refused(-1, [], model: common) && refused(99, [], model: common))
        #expect(refused(source, [2, 0], model: common) && refused(source, [1, 1], model: common))
        #expect(refused(source, [-1], model: common) && refused(source, [99], model: common))
        let nested = try SmallModels.artifact("segmented").model.base
        #expect(refused(source, [0], model: nested))
    }
}
