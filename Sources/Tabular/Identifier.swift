/// Digit strings that are names rather than amounts.
enum Identifier {
    enum Kind { case leadingZero, tooLong }

    @inline(__always)
    static func kind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Kind? {
        if end - start < 16, !hasLeadingZero(bytes, start, end) { return nil }
        return slowKind(bytes, start, end)
    }

    private static func slowKind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Kind? {
        for index in start..<end where !isDigit(bytes[index]) { return nil }
        return hasLeadingZero(bytes, start, end) ? .leadingZero : .tooLong
    }
}
