import Foundation
public import LearningCore

/// How one feature becomes design columns.
public enum FeatureEncoding: Sendable, Equatable {
    /// It said nothing in training: one value only, or none at all.
    case dropped
    case numeric(NumericEncoding)
    case categorical(CategoricalEncoding)

    /// How many design columns the feature has.
    public var columnCount: Int {
        switch self {
        case .dropped: 0
        case .numeric(let encoding): (encoding.hasValueColumn ? 1 : 0) + (encoding.hasMissingColumn ? 1 : 0)
        case .categorical(let encoding): encoding.levels.count + (encoding.hasMissingColumn ? 1 : 0)
        }
    }
}

/// A number as up to two columns: (t(x) − center) / scale, with `fill` in place of a missing t(x), and a 0/1 flag that
/// says it was missing.
public struct NumericEncoding: Sendable, Equatable {
    /// What is done to a number before anything else.
    public enum Transform: String, Sendable, CaseIterable {
        case identity
        /// sign(x) · ln(1 + |x|), for heavy tails.
        case signedLog
    }

    public let transform: Transform
    /// Stands in for a missing t(x): the weighted mean of those that are not. A lead whose value is missing is thus
    /// neither high nor low; what missing itself means is the flag's business.
    public let fill: Double
    public let center: Double
    /// Positive.
    public let scale: Double
    /// `false` if the values in training were all the same.
    public let hasValueColumn: Bool
    /// Whether some, but not all, values were missing in training.
    public let hasMissingColumn: Bool

    /// - Throws: ``LearningError/numericalFailure(_:)`` unless all numbers are finite and the scale is positive.
    public init(
        transform: Transform, fill: Double, center: Double, scale: Double, hasValueColumn: Bool, hasMissingColumn: Bool
    ) throws(LearningError) {
        guard fill.isFinite, center.isFinite, scale.isFinite, scale > 0, (1 / scale).isFinite else {
            throw .numericalFailure("a numeric encoding needs finite numbers and a positive scale")
        }
        self.transform = transform
        self.fill = fill
        self.center = center
        self.scale = scale
        self.hasValueColumn = hasValueColumn
        self.hasMissingColumn = hasMissingColumn
    }

    /// What a missing number is in the value column.
    var encodedFill: Double { (fill - center) / scale }

    /// No encoded number is larger than this, so that any product with a coefficient stays finite. A value that far
    /// out occurs only in hostile input: in training, a standardised number is at most √n.
    static let limit = 1e150
}

extension NumericEncoding.Transform {
    func callAsFunction(_ value: Double) -> Double {
        switch self {
        case .identity: value
        case .signedLog: value < 0 ? -log1p(-value) : log1p(value)
        }
    }
}

/// A category as one 0/1 column for each level met in training, and one for missing if that was met.
///
/// A level not met in training has a 0 in all of them.
public struct CategoricalEncoding: Sendable, Equatable {
    /// The codes that have a column, ascending.
    public let levels: [Int32]
    /// Whether missing has a column, after those of the levels.
    public let hasMissingColumn: Bool

    /// - Throws: ``LearningError/numericalFailure(_:)`` unless the levels ascend from 0 or more.
    public init(levels: [Int32], hasMissingColumn: Bool) throws(LearningError) {
        guard levels.first ?? 0 >= 0, zip(levels, levels.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .numericalFailure("the levels of a categorical encoding ascend from 0")
        }
        self.levels = levels
        self.hasMissingColumn = hasMissingColumn
    }

    /// For each code from −1 on, the position of its column within the feature's, or `none`.
    func columnTable(levelCount: Int, none: Int32) -> [Int32] {
        var table = [Int32](repeating: none, count: levelCount + 1)
        for (position, code) in levels.enumerated() { table[Int(code) + 1] = Int32(position) }
        if hasMissingColumn { table[0] = Int32(levels.count) }
        return table
    }
}
