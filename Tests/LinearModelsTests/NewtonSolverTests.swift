import Foundation
import LearningCore
import LinearAlgebra
import Testing

@testable import LinearModels

@Suite struct NewtonSolverTests {
    private let pool = WorkerPool(threadCount: 1)
    private let solver = NewtonSolver(maxIterations: 100, tolerance: 1e-8)

    /// ½ Σ aᵢ (xᵢ − cᵢ)², and whatever Hessian is claimed for it.
    private struct Bowl: SmoothObjective {
        let widths: [Double]
        let center: [Double]
        var parameterCount: Int { center.count }
        let scale = 1.0

        func evaluated(at point: [Double], withHessian: Bool, on pool: WorkerPool) -> Evaluation {
            let offsets = zip(point, center).map { $0 - $1 }
            var hessian = Matrix(rowCount: center.count, columnCount: center.count)
            for index in widths.indices { hessian[index, index] = widths[index] }
            return Evaluation(
                value: zip(widths, offsets).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 },
                gradient: zip(widths, offsets).map { $0 * $1 }, hessian: withHessian ? hessian : nil)
        }
    }

    /// Σ √(1 + x²), for which a whole Newton step from |x| > 1 leads away.
    private struct Funnel: SmoothObjective {
        let parameterCount = 2
        let scale = 1.0

        func evaluated(at point: [Double], withHessian: Bool, on pool: WorkerPool) -> Evaluation {
            let roots = point.map { (1 + $0 * $0).squareRoot() }
            var hessian = Matrix(rowCount: 2, columnCount: 2)
            for index in 0..<2 { hessian[index, index] = 1 / (roots[index] * roots[index] * roots[index]) }
            return Evaluation(
                value: roots.reduce(0, +), gradient: zip(point, roots).map { $0 / $1 },
                hessian: withHessian ? hessian : nil)
        }
    }

    @Test func aParabolaTakesOneStep() throws {
        let bowl = Bowl(widths: [1, 100, 1e-6], center: [3, -2, 50])
        let solution = try solver.minimum(of: bowl, from: [0, 0, 0], on: pool)
        #expect(solution.iterations == 1)
        #expect(solution.isConverged && !solution.isSingular)
        for (found, expected) in zip(solution.point, bowl.center) { #expect((found - expected).magnitude <= 1e-12) }
    }

    /// The first step is made with the Hessian given, right or wrong, the others with those of the places they lead to.
    @Test func theFirstStepsHessianMayBeAGuess() throws {
        let bowl = Bowl(widths: [1, 100, 1e-6], center: [3, -2, 50])
        let exact = try HessianFactor(diagonal: bowl.widths)
        let solution = try solver.minimum(of: bowl, from: [0, 0, 0], first: exact, on: pool)
        #expect(solution.iterations == 1 && solution.isConverged)
        for guess in [[1, 1, 1], [1e6, 1, 1e-9], [1e-9, 1e-3, 1e9]] as [[Double]] {
            let factor = try HessianFactor(diagonal: guess)
            let found = try solver.minimum(of: bowl, from: [0, 0, 0], first: factor, on: pool)
            #expect(found.isConverged && found.iterations <= 3)
            for (a, b) in zip(found.point, bowl.center) { #expect((a - b).magnitude <= 1e-9) }
        }
    }

    @Test func stepsThatOvershootAreHalved() throws {
        let solution = try solver.minimum(of: Funnel(), from: [8, -3], on: pool)
        #expect(solution.isConverged)
        #expect(solution.point.allSatisfy { $0.magnitude <= 1e-8 } as Bool)
    }

    @Test func iterationsAreLimitedAndSaidToBe() throws {
        let solution = try NewtonSolver(maxIterations: 2, tolerance: 1e-8).minimum(
            of: Funnel(), from: [8, -3], on: pool)
        #expect(solution.iterations == 2)
        #expect(!solution.isConverged)
        #expect(solution.gradientNorm > 1e-8)
    }

    @Test func aFlatDirectionIsLeftAloneAndReported() throws {
        let solution = try solver.minimum(of: Bowl(widths: [2, 0], center: [1, 7]), from: [0, 5], on: pool)
        #expect(solution.isConverged && solution.isSingular)
        #expect((solution.point[0] - 1).magnitude <= 1e-8)
        #expect(solution.point[1] == 5)
    }

    @Test func overflowIsAnError() {
        #expect(throws: LearningError.self) {
            try solver.minimum(of: Bowl(widths: [1e300], center: [1e200]), from: [0], on: pool)
        }
        #expect(throws: LearningError.self) {
            try solver.minimum(of: Bowl(widths: [.nan], center: [0]), from: [1], on: pool)
        }
    }
}
