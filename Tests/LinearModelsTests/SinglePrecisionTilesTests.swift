import LearningCore
import LinearAlgebra
import TestSupport
import Testing

@testable import LinearModels

@Suite struct SinglePrecisionTilesTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Missing numbers, categories, weights, several blocks of which the last is shorter: value and gradient are those of
    /// the exact objective to seven digits.
    @Test(arguments: [false, true])
    func theRoundedObjectiveIsTheExactOneToSevenDigits(isWeighted: Bool) throws {
        let sample = LawfulData.dataset(rows: 2_700, seed: 41)
        let weights = isWeighted ? (0..<sample.rowCount).map { Double($0 % 4) / 2 } : nil
        let objective = try objective(sample, weights: weights)
        let point = (0..<objective.parameterCount).map { Double(($0 * 7) % 5 - 2) / 3 }
        let exact = objective.evaluated(at: point, on: pool)
        let rounded = objective.inSinglePrecision(on: pool).evaluated(at: point, on: pool)
        #expect((rounded.value - exact.value).magnitude <= 1e-6 * exact.value)
        for (a, b) in zip(rounded.gradient, exact.gradient) { #expect((a - b).magnitude <= 1e-6 * objective.scale) }
        #expect(rounded.gradient != exact.gradient)
    }

    /// The Hessian's guess: of some blocks and of all, where there are no categories.
    @Test(arguments: [1, 2])
    func theHessianIsTheExactOneToFiveDigits(step: Int) throws {
        let sample = LawfulData.dataset(rows: 4_500, seed: 42).selecting(features: [0, 1, 2])
        let objective = try objective(sample, weights: (0..<4_500).map { Double($0 % 3) })
        let point = [Double](repeating: 0.2, count: objective.parameterCount)
        let exact = objective.thinned(everyBlock: step).evaluated(at: point, withHessian: true, on: pool)
        let rounded = objective.inSinglePrecision(on: pool).thinned(everyBlock: step).evaluated(
            at: point, withHessian: true, on: pool)
        let (a, b) = try (#require(exact.hessian), #require(rounded.hessian))
        for column in 0..<a.columnCount {
            for row in column..<a.rowCount {
                let size = (a[row, row] * a[column, column]).squareRoot()
                #expect((a[row, column] - b[row, column]).magnitude <= 1e-5 * size)
            }
        }
    }

    @Test func threadsDoNotChangeABit() throws {
        let sample = LawfulData.dataset(rows: 5_000, seed: 43).selecting(features: [0, 1, 2])
        let objective = try objective(sample, weights: nil)
        let point = [Double](repeating: 0.1, count: objective.parameterCount)
        let found = [1, 2, 4, 8].map { threads in
            let pool = WorkerPool(threadCount: threads)
            return objective.inSinglePrecision(on: pool).evaluated(at: point, withHessian: true, on: pool)
        }
        for other in found.dropFirst() {
            #expect(other.value == found[0].value)
            #expect(other.gradient == found[0].gradient)
            #expect(other.hessian == found[0].hessian)
        }
    }

    /// Groups of 64 rows without a missing or extreme number are encoded apart from the others: all of them as one would
    /// by hand, wherever a hole is.
    @Test func holesAndExtremesAreEncodedWhereverTheyAre() throws {
        var values = (0..<300).map { Double($0) }
        values[70] = .nan
        values[71] = 1e300
        values[199] = -1e300
        values[299] = .nan
        let design = try design([values, values.map { $0.isNaN ? 3 : 1 }])
        for rows in [0..<300, 64..<128, 3..<290, 128..<192, 299..<300, 7..<7] {
            var found: [[Double]] = []
            var buffer = [Double](repeating: .infinity, count: rows.count)
            unsafe buffer.withUnsafeMutableBufferPointer { buffer in
                unsafe design.encodeDense(rows) { _ in
                    unsafe buffer
                } then: { _ in
                    unsafe found.append(Array(buffer))
                }
            }
            #expect(found.count == 3)
            #expect(found[0] == rows.map { naive(values[$0]) })
            #expect(found[1] == rows.map { values[$0].isNaN ? 1 : 0 })
            #expect(found[2] == rows.map { values[$0].isNaN ? 3 : 1 })
        }
    }

    private func naive(_ value: Double) -> Double { value.isNaN ? 50 : min(max((value - 10) * 0.5, -1e150), 1e150) }

    private func design(_ columns: [[Double]]) throws -> Design {
        let schema = try FeatureSchema(columns.indices.map { Feature(name: "f\($0)", kind: .numeric) })
        let encodings = try [
            NumericEncoding(
                transform: .identity, fill: 110, center: 10, scale: 2, hasValueColumn: true, hasMissingColumn: true),
            NumericEncoding(
                transform: .identity, fill: 0, center: 0, scale: 1, hasValueColumn: true, hasMissingColumn: false),
        ]
        let encoding = try DesignEncoding(
            schema: schema, features: encodings.map(FeatureEncoding.numeric), columnMeans: [0, 0, 0])
        let matrix = try FeatureMatrix(schema: schema, columns: columns.map(FeatureColumn.numeric))
        return Design(of: matrix, encodedBy: encoding, on: pool)
    }

    private func objective(_ data: Dataset, weights: [Double]?) throws -> LogisticObjective {
        let encoding = try DesignEncoding(fittedTo: data.features, weights: weights, on: pool)
        return LogisticObjective(
            design: Design(of: data.features, encodedBy: encoding, on: pool), labels: data.labels, weights: weights,
            l2Regularization: 0.7)
    }
}
