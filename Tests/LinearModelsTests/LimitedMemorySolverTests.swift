import Foundation
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

    /// The search begins in single precision and ends at Newton's minimum, from a Hessian of a few of the rows.
    @Test(arguments: Table.allCases)
    func aSearchThatBeginsRoundedEndsAtTheExactMinimum(table: Table) throws {
        let (data, weights) = try table.dataset(rows: 3_000)
        let encoding = try DesignEncoding(fittedTo: data.features, weights: weights, on: pool)
        let design = Design(of: data.features, encodedBy: encoding, on: pool)
        let objective = LogisticObjective(
            design: design, labels: data.labels, weights: weights, l2Regularization: table.l2Regularization)
        let part = objective.thinned(everyBlock: 3)
        let hessian = try #require(
            part.evaluated(at: objective.baseRate(), withHessian: true, on: pool).hessian)
        let found = try solver.minimum(
            of: objective, after: objective.inSinglePrecision(on: pool), from: objective.baseRate(),
            factor: HessianFactor(of: hessian), factorScale: objective.scale / part.scale, on: pool)
        let newton = try NewtonSolver(maxIterations: 50, tolerance: 1e-12).minimum(
            of: objective, from: objective.baseRate(), on: pool)
        #expect(found.isConverged && found.gradientNorm <= 1e-10)
        let exact = objective.evaluated(at: found.point, on: pool)
        #expect(exact.gradient == found.evaluation.gradient && exact.value == found.evaluation.value)
        // How far the points are apart, as Newton's Hessian sees it: √(dᵀ H d / n) is the root mean square of what the
        // difference d does to log-odds, and solvers stop at 10 tolerances of it.
        let d = zip(found.point, newton.point).map { $0 - $1 }
        let h = try #require(objective.evaluated(at: newton.point, withHessian: true, on: pool).hessian)
            .mirroringLowerTriangle()
        let distance = d.indices.reduce(0) { sum, i in sum + d.indices.reduce(0) { $0 + d[i] * h[i, $1] * d[$1] } }
        #expect((max(0, distance) / objective.scale).squareRoot() <= 2e-9)
    }

    enum Table: CaseIterable {
        case independent, correlated, nearlyCollinear, weighted, rareEvents, hardlyPenalised, tooLargeForSinglePrecision

        var l2Regularization: Double { self == .hardlyPenalised ? 1e-6 : 1 }

        func dataset(rows: Int) throws -> (Dataset, [Double]?) {
            var generator = SeededGenerator(seed: 33)
            let common = (0..<rows).map { _ in generator.nextUniform() - 0.5 }
            var columns = (0..<12).map { _ in (0..<rows).map { _ in generator.nextUniform() - 0.5 } }
            for column in columns.indices {
                switch self {
                case .correlated: columns[column] = zip(columns[column], common).map { 0.2 * $0 + $1 }
                case .nearlyCollinear: columns[column] = zip(columns[column], common).map { 1e-4 * $0 + $1 }
                default: break
                }
            }
            // In a row without weight, which nobody looks at, but which makes sums in single precision no number.
            if self == .tooLargeForSinglePrecision { columns[3][0] = 1e300 }
            let labels = (0..<rows).map { row in
                let z = 2 * columns[0][row] - columns[5][row] - (self == .rareEvents ? 5 : 0.5)
                return generator.nextUniform() < 1 / (1 + exp(-z))
            }
            let schema = try FeatureSchema(columns.indices.map { Feature(name: "f\($0)", kind: .numeric) })
            let matrix = try FeatureMatrix(schema: schema, columns: columns.map(FeatureColumn.numeric))
            let isWeighted = self == .weighted || self == .tooLargeForSinglePrecision
            let weights = isWeighted ? (0..<rows).map { Double($0 % 5) } : nil
            return (try Dataset(features: matrix, labels: labels), weights)
        }
    }

    /// Enough columns and rows for the trainer to choose this solver by itself; the columns depend on each other.
    @Test func wideDesignsGetTheirMinimumAtAnyThreadCount() throws {
        let data = try wide(rows: 9_000, columns: 130)
        let fits = try [1, 2, 4, 8].map {
            try LogisticRegressionTrainer().fitted(to: data, on: WorkerPool(threadCount: $0))
        }
        for other in fits.dropFirst() { #expect(other.model == fits[0].model) }
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
