import LinearAlgebra
import Testing

@Suite struct MatrixTests {
    @Test func columnsComeFirst() {
        var matrix = Matrix(rowCount: 2, columnCount: 3, values: [1, 2, 3, 4, 5, 6])
        #expect(matrix[1, 0] == 2)
        #expect(matrix[0, 2] == 5)
        matrix[1, 2] = 7
        #expect(matrix.values == [1, 2, 3, 4, 5, 7])
    }

    @Test func theLowerTriangleIsMirrored() {
        let matrix = Matrix(rowCount: 2, columnCount: 2, values: [1, 2, 99, 3])
        #expect(matrix.mirroringLowerTriangle().values == [1, 2, 2, 3])
    }

    @Test func anEmptyMatrixIsAMatrix() {
        #expect(Matrix(rowCount: 0, columnCount: 0).values.isEmpty)
        #expect(Matrix(rowCount: 0, columnCount: 3).values.isEmpty)
    }
}
