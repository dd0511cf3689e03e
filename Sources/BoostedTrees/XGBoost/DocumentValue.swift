/// A value of a JSON or UBJSON document, which is all a reader of model files has to know of either.
enum DocumentValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    /// A list of nothing but numbers, which is what trees are made of; an empty list is one.
    case numbers([Double])
    case list([DocumentValue])
    /// Of two entries of the same name the last.
    case object([String: DocumentValue])

    /// Lists in lists deeper than this are no model, and must not end the stack.
    static let deepest = 64

    /// A list as short as can be written.
    static func compact(_ values: [DocumentValue]) -> DocumentValue {
        var numbers: [Double] = []
        numbers.reserveCapacity(values.count)
        for value in values {
            guard case .number(let number) = value else { return .list(values) }
            numbers.append(number)
        }
        return .numbers(numbers)
    }

    subscript(name: String) -> DocumentValue? {
        if case .object(let entries) = self { entries[name] } else { nil }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var elements: [DocumentValue]? {
        switch self {
        case .list(let values): values
        case .numbers(let numbers): numbers.map { .number($0) }
        default: nil
        }
    }

    /// A list of numbers; truth values count as 0 and 1.
    var numbers: [Double]? {
        switch self {
        case .numbers(let numbers): return numbers
        case .list(let values):
            var numbers: [Double] = []
            for value in values {
                switch value {
                case .number(let number): numbers.append(number)
                case .bool(let flag): numbers.append(flag ? 1 : 0)
                default: return nil
                }
            }
            return numbers
        default: return nil
        }
    }

    /// A list of texts.
    var texts: [String]? {
        guard let elements else { return nil }
        let texts = elements.compactMap(\.text)
        return texts.count == elements.count ? texts : nil
    }
}

/// Where a document stops making sense, in bytes from its start.
struct DocumentError: Error, Equatable {
    let offset: Int
}
