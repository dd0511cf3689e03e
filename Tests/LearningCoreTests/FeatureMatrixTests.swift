import LearningCore
import Testing

@Suite struct FeatureMatrixTests {
    private func matrix() throws -> FeatureMatrix {
        try FeatureMatrix(
            schema: FeatureSchema([
                Feature(name: "n", kind: .numeric), Feature(name: "c", kind: .categorical(levels: ["a", "b"])),
            ]),
            columns: [.numeric([1, .nan, 3]), .categorical([0, 1, -1])])
    }

    @Test func oneColumnIsReplaced() throws {
        let changed = try matrix().replacing(1, with: .categorical([-1, -1, 0]))
        #expect(changed.columns[1] == .categorical([-1, -1, 0]))
        #expect(changed.schema == (try matrix()).schema && changed.rowCount == 3)
        guard case .numeric(let values) = changed.columns[0] else { throw LearningError.wrongKind(feature: "n") }
        #expect(values[0] == 1 && values[1].isNaN && values[2] == 3)
    }

    @Test func featuresAreReplacedByOthers() throws {
        let new = Feature(name: "x", kind: .numeric)
        let changed = try matrix().replacing([1: (new, .numeric([4, 5, 6]))])
        #expect(changed.schema.features.map(\.name) == ["n", "x"] && changed.rowCount == 3)
        #expect(changed.columns[1] == .numeric([4, 5, 6]))
        let matrix = try matrix()
        #expect(throws: LearningError.wrongKind(feature: "x")) {
            try matrix.replacing([1: (new, .categorical([0, 0, 0]))])
        }
        #expect(throws: LearningError.invalidValue(feature: "x", row: 2)) {
            try matrix.replacing([0: (new, .numeric([4, 5, .infinity]))])
        }
        #expect(throws: LearningError.self) {
            try matrix.replacing([1: (Feature(name: "n", kind: .numeric), .numeric([4, 5, 6]))])
        }
    }

    /// What the initialiser refuses is refused here.
    @Test(arguments: [
        (0, FeatureColumn.numeric([1, 2]), LearningError.unequalLengths(feature: "n", expected: 3, found: 2)),
        (0, .numeric([1, .infinity, 2]), .invalidValue(feature: "n", row: 1)),
        (0, .categorical([0, 0, 0]), .wrongKind(feature: "n")),
        (1, .categorical([0, 0, 2]), .invalidValue(feature: "c", row: 2)),
        (1, .categorical([-2, 0, 0]), .invalidValue(feature: "c", row: 0)),
        (1, .numeric([0, 0, 0]), .wrongKind(feature: "c")),
    ])
    func whatDoesNotFitIsRefused(position: Int, column: FeatureColumn, error: LearningError) throws {
        let matrix = try matrix()
        #expect(throws: error) { try matrix.replacing(position, with: column) }
        var columns = matrix.columns
        columns[position] = column
        let all = columns
        #expect(throws: LearningError.self) { try FeatureMatrix(schema: matrix.schema, columns: all, rowCount: 3) }
    }
}
