import Testing

@testable import Calibration

@Suite struct SmallCholeskyTests {
    @Test func solvesAndInverts() throws {
        let matrix = [[4.0, 2, 0.6], [2, 5, 1], [0.6, 1, 3e-6 + 0.25]]
        let solution = try #require(SmallCholesky.solve(matrix, [1, -2, 3]))
        for (row, expected) in zip(matrix, [1.0, -2, 3]) {
            #expect(isClose(zip(row, solution).reduce(0) { $0 + $1.0 * $1.1 }, expected, tolerance: 1e-12))
        }
        let inverse = try #require(SmallCholesky.inverse(matrix))
        for row in 0..<3 {
            for column in 0..<3 {
                let product = (0..<3).reduce(0) { $0 + matrix[row][$1] * inverse[$1][column] }
                #expect(isClose(product, row == column ? 1 : 0, tolerance: 1e-12))
            }
        }
    }

    @Test func refusesWhatIsNotPositiveDefinite() {
        #expect(SmallCholesky.solve([[1, 2], [2, 1]], [1, 1]) == nil)
        #expect(SmallCholesky.solve([[0]], [1]) == nil)
        #expect(SmallCholesky.solve([[1, 1], [1, 1]], [1, 1]) == nil)
    }
}
