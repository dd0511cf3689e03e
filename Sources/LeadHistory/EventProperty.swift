/// A property that events carry, such as an amount or the mail that was opened.
public struct EventProperty: Sendable, Equatable {
    /// One value per event, in the order of the log.
    public enum Values: Sendable, Equatable {
        /// `NaN` is none.
        case number([Double])
        /// Codes into names in ascending order; `-1` is none.
        case text(codes: [Int32], names: [String])
    }

    public let name: String
    public let values: Values

    public var isNumeric: Bool {
        if case .number = values { return true }
        return false
    }
}
