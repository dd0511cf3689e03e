import Foundation

/// A JSON value of which little is known beforehand.
enum JSONValue: Sendable, Equatable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    /// The first of these keys that is there.
    func first(_ keys: [String]) -> JSONValue? { keys.lazy.compactMap { self[$0] }.first }

    var list: [JSONValue]? {
        if case .list(let values) = self { return values }
        return nil
    }

    /// A number, also one between quotes.
    var number: Double? {
        switch self {
        case .number(let number): number.isFinite ? number : nil
        case .text(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// A single value as it would be written in a cell; `nil` for nothing, lists and objects.
    var word: String? {
        switch self {
        case .text(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .flag(let flag): flag ? "true" : "false"
        case .null, .list, .object: nil
        }
    }

    /// A value or a list of values; empty for anything else.
    var words: [String] { list?.compactMap(\.word) ?? word.map { [$0] } ?? [] }

    /// Yes, also as 1 or "1".
    var isTrue: Bool { self == .flag(true) || number == 1 || word?.lowercased() == "true" }
    var isFalse: Bool { self == .flag(false) || number == 0 || word?.lowercased() == "false" }

    /// Nothing said: nothing at all, an empty text or list.
    var isEmpty: Bool {
        switch self {
        case .null: true
        case .text(let text): text.isEmpty
        case .list(let values): values.isEmpty
        case .object(let members): members.isEmpty
        case .flag, .number: false
        }
    }
}
