import LearningCore
import LinearAlgebra
import TestSupport
import Testing

@testable import LinearModels

@Suite struct LimitedMemorySolverTests {
    private let pool = WorkerPool(threadCount: 2)
    private let solver = LimitedMemorySolver(maxIterations: 200, tolerance: 1e-10)

    /// Whatever the first guess of the Hessian is, the minimum is Newton's.
    @Test(arguments: ["Hessian", "identity", "diagonal of other numbers"])
    func theMinimumIsNewtons(guess: String) throws {
        let data = LawfulData.dataset(rows: 800, seed: 31)
        let encoding = try DesignEncoding(fittedTo: data.features, on: pool)
        let design = Design(of: data.features, encodedBy: encoding, on: pool)
        let objective = LogisticObjective(design: design, labels: data.labels, weights: nil, l2Regularization: 2)
        let start = objective.baseRate()
        let newton = try NewtonSolver(maxIterations: 50, tolerance: 1e-10).minimum(of: objective, from: start, on: pool)
        var matrix = Matrix(rowCount: start.count, columnCount: start.count)
        if guess == "Hessian" {
            matrix = try #require(objective.evaluated(at: start, withHessian: true, on: pool).hessian)
        } else {
            for index in start.indices {
                matrix[index, index] = guess == "identity" ? 1 : 1 + Double(index)
            }
        }
        let found = try solver.minimum(
            of: objective, from: start, factor: HessianFactor(of: matrix), factorScale: 1, on: pool)
        #expect(found.isConverged)
        // The flattest direction has a curvature of λ = 2 for 800 rows: √(800 / 2) · 1e-9.
        for (a, b) in zip(found.point, newton.point) { #expect((a - b).magnitude <= 1e-7) }
        if guess == "Hessian" { #expect(found.iterations < 15) }
    }

    /// Enough columns and rows for the trainer to choose this solver by itself; the columns depend on each other.
    @Test func wideDesignsGetTheirMinimumAtAnyThreadCount() throws {
        let data = try wide(rows: 9_000, columns: 130)
        let fits = try [1, 3].map {
            try LogisticRegressionTrainer().fitted(to: data, on: WorkerPool(threadCount: $0))
        }
        #expect(fits[0].model == fits[1].model)
        #expect(fits[0].report.converged && fits[0].report.warnings.isEmpty)
        let encoding = fits[0].model.encoding
        let objective = LogisticObjective(
            design: Design(of: data.features, encodedBy: encoding, on: pool), labels: data.labels, weights: nil,
            l2Regularization: 1)
        let newton = try NewtonSolver(maxIterations: 50, tolerance: 1e-8).minimum(
            of: objective, from: objective.baseRate(), on: pool)
        // Newton's steps would be fewer than those of a first-order method: this tells which was used.
        #expect(fits[0].report.iterations > newton.iterations)
        let gap = zip(fits[0].model.coefficients, newton.point.dropFirst()).map { ($0 - $1).magnitude }.max()
        #expect(try #require(gap) <= 1e-6)
    }

    private func wide(rows: Int, columns: Int) throws -> Dataset {
        var generator = SeededGenerator(seed: 32)
        let common = (0..<rows).map { _ in generator.nextUniform() }
        let values = (0..<columns).map { column in
            common.map { $0 * Double(column % 5) / 2 + generator.nextUniform() }
        }
        let labels = (0..<rows).map { row in
            2 * values[3][row] - values[70][row] - 1 + generator.nextUniform() > generator.nextUniform()
        }
        let schema = try FeatureSchema((0..<columns).map { Feature(name: "f\($0)", kind: .numeric) })
        return try Dataset(
            features: FeatureMatrix(schema: schema, columns: values.map(FeatureColumn.numeric)), labels: labels)
    }
}
