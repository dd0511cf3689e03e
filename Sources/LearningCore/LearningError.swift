/// What can be wrong with data that is to be learned from or scored. Messages carry positions and names of columns,
/// never a value of a lead.
public enum LearningError: Error, Sendable, Equatable {
    case duplicateFeature(String)
    case schemaMismatch(expected: String, found: String)
    case unequalLengths(feature: String, expected: Int, found: Int)
    case wrongKind(feature: String)
    /// An infinite number or a code outside the levels.
    case invalidValue(feature: String, row: Int)
    case invalidWeight(row: Int)
    case tooFewRows(Int)
    /// All outcomes are won, or all are lost.
    case oneClass(won: Bool)
    /// A hyperparameter outside its range.
    case invalidHyperparameter(name: String, value: String, expected: String)
    /// A solver could not go on; the reason says what to change.
    case numericalFailure(String)
}

extension LearningError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .duplicateFeature(let name): "two features are called \"\(name)\""
        case .schemaMismatch(let expected, let found): "the model expects \(expected), the data has \(found)"
        case .unequalLengths(let feature, let expected, let found):
            "\"\(feature)\" has \(found) values where \(expected) were expected"
        case .wrongKind(let feature): "\"\(feature)\" mixes up numeric and categorical values"
        case .invalidValue(let feature, let row):
            "\"\(feature)\" has a value in row \(row) that is infinite or outside the feature's levels"
        case .invalidWeight(let row): "the weight of row \(row) is negative or not finite"
        case .tooFewRows(let rows): "\(rows) rows are too few to learn from"
        case .oneClass(let won): "every lead is \(won ? "won" : "lost"); a model needs both outcomes"
        case .invalidHyperparameter(let name, let value, let expected):
            "\(name) is \(value); expected \(expected)"
        case .numericalFailure(let reason): reason
        }
    }
}
