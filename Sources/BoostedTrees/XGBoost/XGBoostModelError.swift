/// Why bytes are not an XGBoost model we can use.
public enum XGBoostModelError: Error, Sendable, Equatable {
    /// Not JSON, or not UBJSON: where it stops making sense, in bytes.
    case notADocument(offset: Int)
    /// The part of the document that is missing or cannot be.
    case unreadable(part: String)
    /// Something XGBoost has and we have not.
    case unsupported(String)
    case invalidTree(number: Int, DecisionTreeError)
}

extension XGBoostModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notADocument(let offset): "the XGBoost model cannot be read from byte \(offset) on"
        case .unreadable(let part): "\"\(part)\" is missing or damaged in the XGBoost model"
        case .unsupported(let what): "the XGBoost model uses \(what), which cannot be imported"
        case .invalidTree(let number, let error): "tree \(number) of the XGBoost model is damaged: \(error)"
        }
    }
}
