import FeatureExtraction
import LearningCore
import ModelStorage
import Testing

@Suite struct ReasonRatesCodingTests {
    private func artifact(_ rates: ReasonRates?) throws -> ModelArtifact {
        let plain = try SmallModels.artifact("logistic")
        return try ModelArtifact(
            input: plain.input, features: plain.features, model: plain.model, reference: plain.reference,
            provenance: plain.provenance, reasonRates: rates, rows: plain.rows, positives: plain.positives)
    }

    /// A table for each feature of the small models.
    private func rates(_ change: (inout [ReasonRates.Table]) -> Void = { _ in }) throws -> ReasonRates {
        var tables = try SmallModels.artifact("logistic").features.schema.features.map { feature in
            let entries = (feature.levelCount ?? 3) + 1
            return ReasonRates.Table(
                cuts: feature.levelCount == nil ? [0.1, 0.3] : [], isWhole: false,
                leads: [Int](repeating: 9, count: entries), won: [Int](repeating: 2, count: entries))
        }
        change(&tables)
        return ReasonRates(tables: tables)
    }

    @Test func theyComeBack() throws {
        let rates = try rates()
        let bytes = try artifact(rates).encoded()
        #expect(try ModelArtifact(decoding: bytes).reasonRates == rates)
        #expect(try ModelArtifact(decoding: bytes).encoded() == bytes)
        #expect(try ModelArtifact(decoding: artifact(nil).encoded()).reasonRates == nil)
    }

    @Test func tablesThatCannotBeAreRefused() throws {
        let first = try #require(rates().tables.first { !$0.cuts.isEmpty })
        let place = try #require(rates().tables.firstIndex { !$0.cuts.isEmpty })
        let wrong: [ReasonRates.Table] = [
            .init(cuts: [0.3, 0.1], isWhole: false, leads: first.leads, won: first.won),
            .init(cuts: [0.1, .infinity], isWhole: false, leads: first.leads, won: first.won),
            .init(cuts: [0.1], isWhole: false, leads: first.leads, won: first.won),
            .init(cuts: first.cuts, isWhole: false, leads: first.leads, won: [9, 9, 9, 10]),
            .init(cuts: first.cuts, isWhole: false, leads: first.leads, won: [-1, 0, 0, 0]),
            .init(cuts: first.cuts, isWhole: false, leads: [9], won: [1]),
        ]
        for table in wrong {
            #expect(throws: StorageError.self) { try artifact(rates { $0[place] = table }) }
        }
        #expect(throws: StorageError.self) { try artifact(rates { $0.removeLast() }) }
    }

    @Test func entriesAreWhereValuesLie() {
        let table = ReasonRates.Table(cuts: [1, 2], isWhole: true, leads: [1, 1, 1, 1], won: [0, 0, 0, 0])
        #expect([0.5, 1, 1.9, 2, 99, .nan, -.infinity].map { table.entry(of: $0) } == [0, 1, 1, 2, 2, 3, 0])
        let levels = ReasonRates.Table(cuts: [], isWhole: false, leads: [1, 1, 1], won: [0, 0, 0])
        #expect([Int32(-1), 0, 1].map { levels.entry(of: $0) } == [2, 0, 1])
    }
}
