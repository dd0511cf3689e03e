/// Where a cell's content stands in a block. Content that must be rewritten first (doubled quotes, JSON escapes) is
/// marked; its range then holds the raw cell.
struct Cell: Sendable {
    var start: UInt32
    private var endAndMark: UInt32

    init(_ start: Int, _ end: Int, needsRewriting: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        endAndMark = UInt32(truncatingIfNeeded: end) | (needsRewriting ? 0x8000_0000 : 0)
    }

    var end: Int { Int(endAndMark & 0x7FFF_FFFF) }
    var needsRewriting: Bool { endAndMark & 0x8000_0000 != 0 }
    /// A cell no record spoke of.
    static let absent = Cell(0, 0)
}
