internal import Foundation
public import LearningCore
internal import LinearAlgebra

/// How much the other features inflate the variance of a feature's coefficients: the generalised variance inflation factor of
/// Fox and Monette (1992). With R the correlation matrix of the estimates, parted into the feature's columns and the others',
///
///     GVIF = det R₁₁ · det R₂₂ / det R,   1 if the feature has nothing to do with the others.
///
/// For a feature with one column it is the usual factor 1 / (1 − R²) with the model's weights.
public struct VarianceInflation: Sendable, Equatable {
    public let feature: String
    public let factor: Double
    public let columnCount: Int

    /// GVIF^(1 / 2k) for k columns: by how much the others widen an interval; comparable between features.
    public var widening: Double { pow(factor, 1 / (2 * Double(columnCount))) }
}

extension LogisticRegressionTrainer {
    /// The inflation of every feature that has columns.
    ///
    /// - Parameters:
    ///   - model: fitted by a trainer of the same hyperparameters.
    ///   - dataset: what it was fitted to.
    /// - Throws: as ``inference(about:fittedTo:on:)``.
    public func varianceInflation(
        about model: LogisticRegressionModel, fittedTo dataset: Dataset, on pool: WorkerPool
    ) throws(LearningError) -> [VarianceInflation] {
        let covariance = try covariance(of: model, fittedTo: dataset, on: pool)
        let columns = Array(1..<covariance.rowCount)
        let whole = try Self.logDeterminant(covariance, columns)
        var found: [VarianceInflation] = []
        for (feature, range) in zip(model.schema.features, model.encoding.columnRanges) where !range.isEmpty {
            let own = range.map { $0 + 1 }
            let others = columns.filter { !range.contains($0 - 1) }
            let excess = try Self.logDeterminant(covariance, own) + Self.logDeterminant(covariance, others) - whole
            found.append(VarianceInflation(feature: feature.name, factor: exp(excess), columnCount: range.count))
        }
        return found
    }

    /// ln det of the correlations of some parameters.
    private static func logDeterminant(_ covariance: Matrix, _ indices: [Int]) throws(LearningError) -> Double {
        var part = Matrix(rowCount: indices.count, columnCount: indices.count)
        for (column, j) in indices.enumerated() {
            for (row, i) in indices.enumerated() {
                part[row, column] = covariance[i, j] / (covariance[i, i] * covariance[j, j]).squareRoot()
            }
        }
        do {
            return try CholeskyFactor(of: part).diagonal.reduce(0) { $0 + 2 * log($1) }
        } catch {
            throw .numericalFailure("\(error)")
        }
    }
}
