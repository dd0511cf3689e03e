/// A property's values in one log.
enum BoundProperty: Sendable {
    case number([Double])
    case text([Int32], nameCount: Int)

    init(_ name: String, of log: EventLog) throws(HistoryError) {
        guard let property = log.property(name) else {
            throw .unknownProperty(name, known: log.properties.map(\.name))
        }
        switch property.values {
        case .number(let values): self = .number(values)
        case .text(let codes, let names): self = .text(codes, nameCount: names.count)
        }
    }

    func hasValue(at position: Int) -> Bool {
        switch self {
        case .number(let values): !values[position].isNaN
        case .text(let codes, _): codes[position] >= 0
        }
    }

    func isEqual(at position: Int, and other: Int) -> Bool {
        switch self {
        case .number(let values): values[position] == values[other]
        case .text(let codes, _): codes[position] == codes[other]
        }
    }
}
