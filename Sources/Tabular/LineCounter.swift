/// Counts lines on the way through a block, each byte once.
struct LineCounter {
    private let lineEnd: UInt8
    private var position: Int
    private var lines = 0

    init(lineEnd: UInt8, position: Int) {
        self.lineEnd = lineEnd
        self.position = position
    }

    /// Line ends before a position; positions must not go down.
    mutating func count(upTo end: Int, in bytes: Span<UInt8>) -> Int {
        lines += ByteSearch.count(lineEnd, in: bytes, position, max(end, position))
        position = max(end, position)
        return lines
    }
}
