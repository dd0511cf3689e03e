/// Gathers evidence of a column's type instead of values.
struct EvidenceCells: CellTaker {
    private let placeholders: PlaceholderTable
    private var evidence = Evidence()

    init(placeholders: PlaceholderTable) { self.placeholders = placeholders }

    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end, !placeholders.contains(bytes, start, end) else { return true }
        evidence.add(bytes, start, end)
        return true
    }

    consuming func finish() -> BlockColumn { .evidence(evidence) }
}
