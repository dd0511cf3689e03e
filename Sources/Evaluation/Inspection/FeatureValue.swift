import LearningCore

/// A value a feature may take.
public enum FeatureValue: Sendable, Hashable {
    case number(Double)
    /// Position among the feature's levels.
    case level(Int)
    case missing

    /// A column of nothing else.
    func column(of feature: Feature, rowCount: Int) -> FeatureColumn {
        switch self {
        case .number(let number): .numeric([Double](repeating: number, count: rowCount))
        case .level(let level): .categorical([Int32](repeating: Int32(level), count: rowCount))
        case .missing where feature.levelCount == nil: .numeric([Double](repeating: .nan, count: rowCount))
        case .missing: .categorical([Int32](repeating: -1, count: rowCount))
        }
    }
}
