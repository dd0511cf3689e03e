/// A level with its rank in front: `01.High`, `2 - Medium`, `3) low`.
enum Ordinal {
    /// The number in front, which a separator and then a letter follow.
    static func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var position = start
        var number = 0
        while position < end, position - start < 3, isDigit(bytes[position]) {
            number = number * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard position > start else { return nil }
        position = trimmedRange(bytes, position, end).start
        guard position < end, separators.contains(bytes[position]) else { return nil }
        position = trimmedRange(bytes, position + 1, end).start
        guard position < end, isLetter(bytes[position]) else { return nil }
        return number
    }

    private static let separators = Array(".)-:_".utf8)
}
