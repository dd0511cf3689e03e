/// The text of one column of one block: codes into the block's own levels.
struct BlockText: Sendable {
    /// `-1` without a value.
    var codes: [Int32]
    var levels: TextDictionary
    /// Whether a level is a placeholder, and so no value.
    var isPlaceholder: [Bool]
}

/// A column of text.
struct TextCells: CellTaker {
    private let placeholders: PlaceholderTable
    private var text: BlockText
    private var states = StateList()

    init(placeholders: PlaceholderTable, capacity: Int) {
        self.placeholders = placeholders
        text = BlockText(codes: [], levels: TextDictionary(), isPlaceholder: [])
        text.codes.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if start == end {
            states.mark(.absent, at: text.codes.count)
            text.codes.append(-1)
            return true
        }
        let (code, isNew) = text.levels.code(of: bytes, start, end)
        if isNew { text.isPlaceholder.append(placeholders.contains(bytes, start, end)) }
        let isPlaceholder = text.isPlaceholder[code]
        if isPlaceholder { states.mark(.placeholder, at: text.codes.count) }
        text.codes.append(isPlaceholder ? -1 : Int32(code))
        return true
    }

    consuming func finish() -> BlockColumn {
        let count = text.codes.count
        return .text(text, states.finish(count: count))
    }
}
