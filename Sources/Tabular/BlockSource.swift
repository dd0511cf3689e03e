/// Blocks in order: from a stream, which may be kept for a second walk, or from what was kept.
///
/// Unchecked: a walk hands the source to one task of each parallel region and touches it nowhere else meanwhile.
final class BlockSource: @unchecked Sendable {
    private let reader: BlockReader?
    private let keeps: Bool
    private(set) var kept: [RawBlock]
    private var position = 0

    init(_ reader: BlockReader, keeps: Bool) {
        self.reader = reader
        self.keeps = keeps
        kept = []
    }

    init(replaying blocks: [RawBlock]) {
        reader = nil
        keeps = true
        kept = blocks
    }

    func next() throws(TabularError) -> RawBlock? {
        guard let reader else {
            guard position < kept.count else { return nil }
            position += 1
            return kept[position - 1]
        }
        guard let block = try reader.next() else { return nil }
        if keeps { kept.append(block) }
        return block
    }

    /// Up to `count` blocks.
    func wave(_ count: Int) throws(TabularError) -> [RawBlock] {
        var blocks: [RawBlock] = []
        while blocks.count < count, let block = try next() { blocks.append(block) }
        return blocks
    }
}
