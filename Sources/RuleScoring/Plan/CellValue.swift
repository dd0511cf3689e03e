import Tabular

/// A cell as conditions look at it: its folded text, and the number, time or boolean it reads as when that is asked for.
struct CellValue {
    private enum Source {
        case text(String, RuleSet.DecimalMark)
        case number(Double)
        case time(Double)
    }

    let text: String
    private let source: Source

    init(text: String, decimalMark: RuleSet.DecimalMark) {
        self.text = TextFolding.folded(text)
        source = .text(text, decimalMark)
    }

    init(number: Double) {
        text = Int(exactly: number).map(String.init) ?? "\(number)"
        source = .number(number)
    }

    init(time: Double) {
        text = ""
        source = .time(time)
    }

    init(boolean: Bool) {
        text = boolean ? "true" : "false"
        source = .number(boolean ? 1 : 0)
    }

    var number: Double? {
        switch source {
        case .text(let text, let mark): WrittenValue.number(text, decimalMark: mark == .comma ? .comma : .point)
        case .number(let number): number
        case .time: nil
        }
    }

    var time: Double? {
        switch source {
        case .text(let text, _): Self.time(text)
        case .time(let time): time
        case .number: nil
        }
    }

    static func time(_ text: String) -> Double? {
        WrittenValue.time(text, shapes: [.yearFirst, .dayFirst, .monthName])
    }
}

extension AttributeTest {
    /// What the test says of a value, or of there being none (R-DATA-6).
    func truth(of value: CellValue) -> Truth { tests.reduce(.yes) { $0.and($1.truth(of: value)) } }

    func truth(of state: CellState) -> Truth {
        guard !tests.isEmpty else { return .unknown }
        return tests.reduce(.yes) { truth, test in
            switch test {
            case .known: truth.and(.no)
            case .unknown: truth
            case .placeholder: truth.and(Truth(state == .placeholder))
            case .notPlaceholder: truth.and(Truth(state != .placeholder))
            default: truth.and(.unknown)
            }
        }
    }
}

extension ValueTest {
    func truth(of value: CellValue) -> Truth {
        switch self {
        case .equal(let literal): Truth(literal.equals(value))
        case .notEqual(let literal): Truth(!literal.equals(value))
        case .oneOf(let literals): Truth(literals.contains { $0.equals(value) })
        case .noneOf(let literals): Truth(!literals.contains { $0.equals(value) })
        case .below(let bound): bound.compared(to: value) { $0 < $1 }
        case .atMost(let bound): bound.compared(to: value) { $0 <= $1 }
        case .above(let bound): bound.compared(to: value) { $0 > $1 }
        case .atLeast(let bound): bound.compared(to: value) { $0 >= $1 }
        case .between(let low, let high):
            low.compared(to: value) { $0 >= $1 }.and(high.compared(to: value) { $0 <= $1 })
        case .contains(let words): Truth(words.contains { value.text.contains($0) })
        case .startsWith(let words): Truth(words.contains { value.text.hasPrefix($0) })
        case .endsWith(let words): Truth(words.contains { value.text.hasSuffix($0) })
        case .matches(let pattern): Truth(pattern.matches(value.text))
        case .known, .notPlaceholder: .yes
        case .unknown, .placeholder: .no
        }
    }
}

extension Literal {
    /// As texts, as numbers, as times, or as words for yes and no.
    func equals(_ value: CellValue) -> Bool {
        if text == value.text { return true }
        if let number { return value.number == number }
        if let time, let other = value.time { return time == other }
        if let mine = Self.boolean(text) { return Self.boolean(value.text) == mine }
        // A band such as `200-499` in a column that was read as numbers.
        guard let middle = WrittenValue.number(text, decimalMark: .point) else { return false }
        return value.text != text && value.number == middle && Double(value.text) != nil
    }

    private static func boolean(_ word: String) -> Bool? { word.count > 1 ? WrittenValue.boolean(word) : nil }

    /// Unknown when the value is not of the bound's kind.
    func compared(to value: CellValue, _ compare: (Double, Double) -> Bool) -> Truth {
        if let number { return value.number.map { Truth(compare($0, number)) } ?? .unknown }
        if let time { return value.time.map { Truth(compare($0, time)) } ?? .unknown }
        return .unknown
    }
}
