import ModelStorage
import Testing

@Suite struct GradeBandsTests {
    private func artifact(_ axes: AxisReference?, _ grades: GradeBands) throws -> ModelArtifact {
        let plain = try SmallModels.artifact("logistic")
        return try ModelArtifact(
            input: plain.input, features: plain.features, model: plain.model, reference: plain.reference,
            provenance: plain.provenance, axes: axes, grades: grades, rows: plain.rows, positives: plain.positives)
    }

    @Test func gradesAndAxesComeBack() throws {
        let grades = try GradeBands([.init(letter: "hot", lowest: 60), .init(letter: "cold", lowest: 0)])
        let axes = try AxisReference(implicitFields: ["size"], fit: [], engagement: [-1, 0, 0, 2])
        let bytes = try artifact(axes, grades).encoded()
        let read = try ModelArtifact(decoding: bytes)
        #expect(read.grades == grades && read.axes == axes)
        #expect(try read.encoded() == bytes)
        let plain = try ModelArtifact(decoding: artifact(nil, .standard).encoded())
        #expect(plain.grades == .standard && plain.axes == nil)
    }

    @Test func bandsThatLeaveGapsAreRefused() {
        let wrong: [[(String, Double)]] = [
            [], [("A", 10)], [("A", 101), ("B", 0)], [("A", 0), ("B", 0)], [("A", 20), ("B", 30), ("C", 0)],
            [("A", 50), ("A", 0)], [("", 0)], [("A", .nan), ("B", 0)],
        ]
        for bands in wrong {
            #expect(throws: StorageError.self) { try GradeBands(bands.map(GradeBands.Band.init)) }
        }
    }

    @Test func axesOutOfOrderAreRefused() throws {
        for sums in [[1.0, 0], [.nan], [.infinity]] {
            #expect(throws: StorageError.self) {
                try AxisReference(implicitFields: [], fit: sums, engagement: [])
            }
        }
        let axes = try AxisReference(implicitFields: [], fit: [1, 2, 2, 3], engagement: [])
        let low = axes.percentiles(fit: 0, engagement: 0)
        #expect(low.fit == 0 && low.engagement == nil)
        #expect(axes.percentiles(fit: 2, engagement: 0).fit == 50)
        #expect(axes.percentiles(fit: 9, engagement: 0).fit == 100)
    }
}
