import LearningCore
import LinearAlgebra
import TestSupport
import Testing

@Suite struct CholeskyFactorTests {
    @Test(arguments: [1, 2, 5, 40])
    func solutionsAreThoseOfElimination(order: Int) throws {
        let matrix = positiveDefinite(order)
        let right = (0..<order).map { Double($0) - 1.5 }
        let found = try CholeskyFactor(of: matrix).solving(right)
        let expected = try #require(NaiveAlgebra.solve(matrix.values, right))
        for (a, b) in zip(found, expected) { #expect((a - b).magnitude <= 1e-10 * (1 + b.magnitude)) }
    }

    @Test(arguments: [1, 3, 30])
    func theInverseTimesTheMatrixIsOne(order: Int) throws {
        let matrix = positiveDefinite(order)
        let inverse = try CholeskyFactor(of: matrix).inverse()
        for i in 0..<order {
            for j in 0..<order {
                let element = (0..<order).reduce(0.0) { $0 + matrix[i, $1] * inverse[$1, j] }
                #expect((element - (i == j ? 1 : 0)).magnitude <= 1e-10)
                #expect(inverse[i, j].bitPattern == inverse[j, i].bitPattern)
            }
        }
    }

    @Test func theUpperTriangleIsNotRead() throws {
        let whole = try CholeskyFactor(of: Matrix(rowCount: 2, columnCount: 2, values: [4, 2, 2, 5]))
        let lower = try CholeskyFactor(of: Matrix(rowCount: 2, columnCount: 2, values: [4, 2, .nan, 5]))
        #expect(whole.diagonal == [2, 2])
        #expect(try whole.solving([1, 2]) == lower.solving([1, 2]))
    }

    @Test func aMatrixThatIsNotPositiveDefiniteIsRefused() {
        let indefinite = Matrix(rowCount: 3, columnCount: 3, values: [1, 2, 0, 2, 1, 0, 0, 0, 1])
        #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) { try CholeskyFactor(of: indefinite) }
        let zero = Matrix(rowCount: 1, columnCount: 1)
        #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) { try CholeskyFactor(of: zero) }
    }

    @Test(arguments: [Double.nan, .infinity])
    func numbersThatAreNotFiniteAreRefused(number: Double) {
        let matrix = Matrix(rowCount: 2, columnCount: 2, values: [1, number, 0, 1])
        #expect(throws: LinearAlgebraError.notFinite) { try CholeskyFactor(of: matrix) }
    }

    @Test func anEmptyMatrixHasAnEmptySolution() throws {
        let factor = try CholeskyFactor(of: Matrix(rowCount: 0, columnCount: 0))
        #expect(try factor.solving([]).isEmpty)
        #expect(try factor.inverse().values.isEmpty)
    }

    /// AᵀA + I of random numbers.
    private func positiveDefinite(_ order: Int) -> Matrix {
        var generator = SeededGenerator(seed: UInt64(order))
        let block = (0..<order * order).map { _ in 2 * generator.nextUniform() - 1 }
        var matrix = Matrix(
            rowCount: order, columnCount: order,
            values: NaiveAlgebra.gram(of: block, rows: order, columns: order, stride: order))
        for index in 0..<order { matrix[index, index] += 1 }
        return matrix
    }
}
