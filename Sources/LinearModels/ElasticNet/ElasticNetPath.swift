public import LearningCore

/// The models of an elastic net for falling penalties.
public struct ElasticNetPath: Sendable, Equatable {
    public let encoding: DesignEncoding
    /// λ, falling.
    public let penalties: [Double]
    public let intercepts: [Double]
    /// By λ, one coefficient for each design column, in the encoding's order; many are 0.
    public let coefficients: [[Double]]
    /// By λ, the share of the null model's deviance that is explained.
    public let devianceRatios: [Double]
    /// Quadratic models solved, over all λ.
    public let iterations: Int
    public let isConverged: Bool
    /// The largest violation of the optimality conditions along the path, on standardised columns, per unit of weight.
    public let largestViolation: Double

    /// - Throws: ``LearningError/numericalFailure(_:)`` if coefficients overflowed.
    public func model(at index: Int) throws(LearningError) -> LogisticRegressionModel {
        try LogisticRegressionModel(
            encoding: encoding, intercept: intercepts[index], coefficients: coefficients[index])
    }

    /// By λ, how many coefficients are not 0.
    public var supportSizes: [Int] { coefficients.map { $0.count { $0 != 0 } } }
}
