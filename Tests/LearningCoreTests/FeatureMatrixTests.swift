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
