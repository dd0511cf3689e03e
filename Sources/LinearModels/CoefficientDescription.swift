import Foundation

/// One coefficient of a ``LogisticRegressionModel``, said in terms of the feature it belongs to.
public struct CoefficientDescription: Sendable, Equatable {
    /// The feature and what of it the coefficient multiplies: its value, one of its levels, or its being missing.
    public let column: DesignColumn
    /// The change of the log-odds when the design column grows by 1: by a standard deviation, for a standardised number.
    public let coefficient: Double
    /// The change of the log-odds when t(x) grows by 1 in the feature's own unit; for a level or a missing value, the
    /// same as `coefficient`. For the transform t see ``DesignColumn/Term/value(_:)``.
    public let coefficientPerUnit: Double
    /// The weighted mean of the design column in training: for a level or a missing value, its share of the leads.
    public let trainingMean: Double

    /// e^coefficient: by how much the odds are multiplied when the design column grows by 1.
    public var oddsRatio: Double { exp(coefficient) }
}

extension LogisticRegressionModel {
    /// Every coefficient but the intercept, in the order of the features.
    public var coefficientDescriptions: [CoefficientDescription] {
        let columns = encoding.columns
        let scales = encoding.columnScales
        return coefficients.indices.map { index in
            CoefficientDescription(
                column: columns[index], coefficient: coefficients[index],
                coefficientPerUnit: coefficients[index] / scales[index], trainingMean: encoding.columnMeans[index])
        }
    }
}

extension DesignEncoding {
    /// What each design column was divided by; 1 for the 0/1 columns.
    fileprivate var columnScales: [Double] {
        features.flatMap { feature in
            var scales = [Double](repeating: 1, count: feature.columnCount)
            if case .numeric(let numeric) = feature, numeric.hasValueColumn { scales[0] = numeric.scale }
            return scales
        }
    }
}
