import Tabular

/// Gathers one property of events while it is open whether it is a number or text.
struct PropertyBuilder {
    let name: String
    private var numbers: [Double] = []
    /// Empty once there are too many names.
    private var codes: [Int32] = []
    private var names = TextDictionary()
    private var hasTooManyNames = false
    private var filledCount = 0
    private var numberCount = 0
    private let limit: Int

    init(name: String, limit: Int) {
        self.name = name
        self.limit = limit
    }

    mutating func reserve(_ rows: Int) {
        numbers.reserveCapacity(rows)
        codes.reserveCapacity(rows)
    }

    /// Appends the given rows of a column of text.
    mutating func append(_ text: TextValues, rows: [Int]) {
        switch text {
        case .dictionary(let cells, let levels):
            let values = levels.map(Self.number)
            var translation = [Int32](repeating: -2, count: levels.count)
            for row in rows {
                let level = Int(cells[row])
                guard level >= 0 else {
                    append(number: nil, code: -1, isFilled: false)
                    continue
                }
                if translation[level] == -2 {
                    let text = Array(levels[level].utf8)
                    translation[level] = code(of: text.span, 0, text.count)
                }
                append(number: values[level], code: translation[level], isFilled: true)
            }
        case .buffer(let bytes, let offsets):
            for row in rows {
                let (start, end) = (offsets[row], offsets[row + 1])
                guard start < end else {
                    append(number: nil, code: -1, isFilled: false)
                    continue
                }
                let number =
                    Self.shortNumber(bytes, start, end)
                    ?? Self.number(String(decoding: bytes[start..<end], as: UTF8.self))
                append(number: number, code: code(of: bytes.span, start, end), isFilled: true)
            }
        }
    }

    private mutating func append(number: Double?, code: Int32, isFilled: Bool) {
        numbers.append(number ?? .nan)
        if !hasTooManyNames { codes.append(code) }
        if isFilled { filledCount += 1 }
        if number != nil { numberCount += 1 }
    }

    private mutating func code(of text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
        guard !hasTooManyNames else { return -1 }
        let code = names.code(of: text, start, end).code
        guard code < limit else {
            hasTooManyNames = true
            codes = []
            names = TextDictionary()
            return -1
        }
        return Int32(code)
    }

    /// A number of at most fifteen digits with a point or none, as most are: then the digits and the power of ten are
    /// exact doubles, and so their quotient is the nearest one (Clinger, 1990). `nil` for anything else.
    static func shortNumber(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
        let isNegative = bytes[start] == UInt8(ascii: "-")
        var position = isNegative ? start + 1 : start
        guard position < end, end - position <= 16 else { return nil }
        var digits: Int64 = 0
        var count = 0
        var point: Int?
        while position < end {
            let byte = bytes[position]
            if byte &- 0x30 < 10 {
                digits = digits &* 10 &+ Int64(byte &- 0x30)
                count += 1
            } else if byte == UInt8(ascii: "."), point == nil {
                point = position
            } else {
                return nil
            }
            position += 1
        }
        guard (1...15).contains(count) else { return nil }
        let decimals = point.map { end - $0 - 1 } ?? 0
        let value = Double(digits) / powersOfTen[decimals]
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// `12.5`, `-3`, `1e6`, and `12,5` with a decimal comma.
    static func number(_ text: String) -> Double? {
        // Neither hexadecimal digits nor words such as "nan".
        guard text.utf8.allSatisfy({ $0 < 0x3A && $0 > 0x2A && $0 != 0x2F || $0 | 0x20 == UInt8(ascii: "e") }) else {
            return nil
        }
        let value =
            Double(text) ?? (text.contains(".") ? nil : Double(text.replacing(",", with: ".", maxReplacements: 1)))
        guard let value, value.isFinite else { return nil }
        return value
    }

    /// The property with its values in the order given. It is numeric when at least 19 of 20 values are numbers, and
    /// when there is none: then a question about numbers has an answer, and one about words too.
    ///
    /// - Returns: `nil` for text of too many values.
    func finish(order: [Int32]) -> (property: EventProperty?, unreadable: Int) {
        if numberCount * 20 >= filledCount * 19 {
            let values = order.map { numbers[Int($0)] }
            return (EventProperty(name: name, values: .number(values)), filledCount - numberCount)
        }
        guard !hasTooManyNames else { return (nil, 0) }
        let (sorted, rank) = names.ranked()
        let values = order.map { codes[Int($0)] < 0 ? -1 : rank[Int(codes[Int($0)])] }
        return (EventProperty(name: name, values: .text(codes: values, names: sorted)), 0)
    }
}
