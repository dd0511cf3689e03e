import LearningCore

/// Blocks in order: from a stream, which may be kept for a second walk, or from what was kept.
final class BlockSource {
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

/// Where a walk stands: what came before the block at hand.
struct WalkPosition: Sendable {
    var records = 0
    var rows = 0
    var lines: Int
}

extension TableReader {
    /// Parses all blocks, several at a time, and hands them on in order with what came before each.
    func walk<Parsed: Sendable>(
        _ source: BlockSource, parse: @Sendable (RawBlock) -> Parsed,
        _ body: ([Parsed]) throws -> Void
    ) throws {
        let width = 4 * pool.threadCount
        while true {
            let wave = try source.wave(width)
            if wave.isEmpty { return }
            try body(pool.map(wave.count) { parse(wave[$0]) })
        }
    }
}
