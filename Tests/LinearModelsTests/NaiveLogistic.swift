import Foundation
import LearningCore
import LinearModels

/// The obvious logistic regression: a design as rows of numbers, sums in row order, no cleverness.
enum NaiveLogistic {
    /// The design of ``DesignEncoding``, row by row, straight from its definition.
    static func design(_ matrix: FeatureMatrix, _ encoding: DesignEncoding) -> [[Double]] {
        (0..<matrix.rowCount).map { row in
            zip(matrix.columns, encoding.features).flatMap { column, feature -> [Double] in
                switch (column, feature) {
                case (.numeric(let values), .numeric(let numeric)): encode(values[row], numeric)
                case (.categorical(let codes), .categorical(let categorical)):
                    categorical.levels.map { $0 == codes[row] ? 1 : 0 }
                        + (categorical.hasMissingColumn ? [codes[row] == -1 ? 1 : 0] : [])
                default: []
                }
            }
        }
    }

    private static func encode(_ value: Double, _ numeric: NumericEncoding) -> [Double] {
        var transformed = value
        if numeric.transform == .signedLog { transformed = (value < 0 ? -1 : 1) * log(1 + value.magnitude) }
        if value.isNaN { transformed = numeric.fill }
        return (numeric.hasValueColumn ? [(transformed - numeric.center) / numeric.scale] : [])
            + (numeric.hasMissingColumn ? [value.isNaN ? 1 : 0] : [])
    }

    struct Derivatives {
        var value = 0.0
        /// The intercept first.
        var gradient: [Double]
        /// Row by row.
        var hessian: [[Double]]
    }

    /// F, ∇F and ∇²F of the trainer's objective at (intercept, coefficients).
    static func derivatives(
        _ design: [[Double]], _ labels: [Bool], _ weights: [Double]?, l2: Double, at point: [Double]
    ) -> Derivatives {
        let zero = [Double](repeating: 0, count: point.count)
        var result = Derivatives(gradient: zero, hessian: point.map { _ in zero })
        for (row, values) in design.enumerated() {
            let x = [1] + values
            let z = zip(x, point).reduce(0) { $0 + $1.0 * $1.1 }
            let p = 1 / (1 + exp(-z))
            let s = weights?[row] ?? 1
            result.value -= s * log(labels[row] ? p : 1 - p)
            for i in x.indices {
                result.gradient[i] += s * (p - (labels[row] ? 1 : 0)) * x[i]
                for j in x.indices { result.hessian[i][j] += s * p * (1 - p) * x[i] * x[j] }
            }
        }
        for index in point.indices.dropFirst() {
            result.value += l2 / 2 * point[index] * point[index]
            result.gradient[index] += l2 * point[index]
            result.hessian[index][index] += l2
        }
        return result
    }
}
