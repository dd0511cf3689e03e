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

extension EventProperty {
    /// The values of some events.
    func selecting(_ positions: [Int]) -> EventProperty {
        switch values {
        case .number(let values): EventProperty(name: name, values: .number(positions.map { values[$0] }))
        case .text(let codes, let names):
            EventProperty(name: name, values: .text(codes: positions.map { codes[$0] }, names: names))
        }
    }
}
