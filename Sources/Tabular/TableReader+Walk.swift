import LearningCore

/// Where a walk stands: what came before the block at hand.
struct WalkPosition: Sendable {
    var records = 0
    var rows = 0
    var lines: Int
}

extension TableReader {
    /// Parses all blocks, several at a time, and hands them on in order. While some threads parse, one reads the next
    /// blocks.
    func walk<Parsed: Sendable>(
        _ source: BlockSource, parse: @Sendable (RawBlock) -> Parsed, _ body: ([Parsed]) throws -> Void
    ) throws {
        // A wave is a few megabytes; how many blocks it has changes no result.
        let width = max(pool.threadCount, min(4 * pool.threadCount, (1 << 23) / max(blockSize, 1)))
        var wave = try source.wave(width)
        while !wave.isEmpty {
            let blocks = wave
            var next: Result<[RawBlock], TabularError> = .success([])
            var parsed: [Parsed] = []
            parsed.reserveCapacity(blocks.count)
            let steps = pool.map(blocks.count + 1) { task -> WalkStep<Parsed> in
                guard task == 0 else { return .parsed(parse(blocks[task - 1])) }
                do throws(TabularError) { return .read(try source.wave(width)) } catch { return .failed(error) }
            }
            for step in steps {
                switch step {
                case .parsed(let block): parsed.append(block)
                case .read(let blocks): next = .success(blocks)
                case .failed(let error): next = .failure(error)
                }
            }
            try body(parsed)
            wave = try next.get()
        }
    }
}

/// What one task of a walk did.
private enum WalkStep<Parsed: Sendable>: Sendable {
    case parsed(Parsed)
    case read([RawBlock])
    case failed(TabularError)
}
