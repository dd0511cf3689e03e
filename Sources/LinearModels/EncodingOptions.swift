import LearningCore

/// How features are turned into design columns; see ``DesignEncoding``.
///
/// ``plain`` leaves numbers as they are, which is what other packages do unless they are told otherwise.
public struct EncodingOptions: Sendable, Equatable {
    /// Whether numeric columns are brought to mean 0 and standard deviation 1, so that one penalty suits all.
    public var standardizes: Bool
    /// The absolute skewness above which sign(x) · ln(1 + |x|) is tried instead of x; `nil` never tries. The
    /// exponential distribution has skewness 2.
    public var logSkewness: Double?
    /// Whether the level with the greatest weight of a categorical feature has no column, so that the others are
    /// measured from it. Without a penalty this is what makes coefficients unique; with one, it would favour that level.
    public var usesReferenceLevels: Bool

    public init(standardizes: Bool = true, logSkewness: Double? = 2, usesReferenceLevels: Bool = false) {
        self.standardizes = standardizes
        self.logSkewness = logSkewness
        self.usesReferenceLevels = usesReferenceLevels
    }

    /// Numbers as they are, neither standardised nor transformed, and a column for each level.
    public static let plain = EncodingOptions(standardizes: false, logSkewness: nil)

    /// For reading coefficients as effects: numbers as they are, levels measured from the most frequent one.
    public static let treatment = EncodingOptions(
        standardizes: false, logSkewness: nil, usesReferenceLevels: true)

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    func validate() throws(LearningError) {
        guard let logSkewness else { return }
        guard logSkewness.isFinite, logSkewness >= 0 else {
            throw .invalidHyperparameter(
                name: "logSkewness", value: "\(logSkewness)", expected: "a number ≥ 0, or none")
        }
    }
}
