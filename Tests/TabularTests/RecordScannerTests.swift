import LearningCore
import Testing

@testable import Tabular

@Suite struct RecordScannerTests {
    /// The kernel cuts random bytes as the plain splitter does.
    @Test func equalsTheNaiveTwin() {
        var generator = SeededGenerator(seed: 31)
        let letters = Array("aab,,;\"\"\"\n\n\r  ".utf8)
        for _ in 0..<4_000 {
            let text = (0..<1 + generator.nextIndex(below: 60)).map { _ in
                letters[generator.nextIndex(below: letters.count)]
            }
            let width = 1 + generator.nextIndex(below: 4)
            let expected = naive(text, width: width)
            let found = scanned(text, width: width)
            if found != expected {
                Issue.record(
                    "\(String(decoding: text, as: UTF8.self).debugDescription): \(found) instead of \(expected)")
            }
        }
    }

    /// The blocks of any size hold the same records as the whole.
    @Test func blocksHoldWholeRecords() throws {
        var generator = SeededGenerator(seed: 32)
        let letters = Array("ab,\"\"\n\n\r ".utf8)
        for _ in 0..<400 {
            let text = (0..<1 + generator.nextIndex(below: 80)).map { _ in
                letters[generator.nextIndex(below: letters.count)]
            }
            let whole = try records(text, blockSize: 1_000)
            for size in [1, 2, 3, 10, 33] {
                let found = try records(text, blockSize: size)
                if found != whole { Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription), \(size)") }
            }
        }
    }

    private func records(_ text: [UInt8], blockSize: Int) throws -> [[[UInt8]]] {
        let reader = BlockReader(
            PrefixedByteStream(text[...]), path: "t", dialect: Dialect(), format: .csv, blockSize: blockSize,
            fileOffset: 0)
        var records: [[[UInt8]]] = []
        while let block = try reader.next() {
            for record in scanned(Array(block.bytes[block.start..<block.end]), width: 2) { records.append(record) }
        }
        return records
    }

    /// Records of the right width as trimmed cells, others as their number of cells.
    private func scanned(_ text: [UInt8], width: Int) -> [[[UInt8]]] {
        let bytes = text + [UInt8](repeating: 0, count: RawBlock.padding)
        var scanner = RecordScanner(Dialect())
        var batch = RecordBatch(width: width)
        var rewriter = CellRewriter(quote: UInt8(ascii: "\""), format: .csv)
        var found: [(number: Int, cells: [[UInt8]])] = []
        var position = 0
        while position < text.count {
            var broken: [BrokenRecord] = []
            scanner.scan(bytes.span, &position, text.count, into: &batch, broken: &broken)
            for row in 0..<batch.rowCount {
                let cells = (0..<width).map { content(batch.cells[row * width + $0], bytes, &rewriter) }
                found.append((batch.recordNumbers[row], cells))
            }
            for record in broken {
                guard case .fieldCount(let count) = record.fault else {
                    found.append((record.number, [[0]]))
                    continue
                }
                found.append((record.number, [[UInt8(count)], [1]]))
            }
        }
        return found.sorted { $0.number < $1.number }.map(\.cells)
    }

    private func content(_ cell: Cell, _ bytes: [UInt8], _ rewriter: inout CellRewriter) -> [UInt8] {
        guard cell.needsRewriting else {
            let (start, end) = trimmedRange(bytes.span, Int(cell.start), cell.end)
            return Array(bytes[start..<end])
        }
        rewriter.rewrite(bytes.span, cell)
        let (start, end) = trimmedRange(rewriter.scratch.span, 0, rewriter.scratch.count)
        return Array(rewriter.scratch[start..<end])
    }

    private func naive(_ text: [UInt8], width: Int) -> [[[UInt8]]] {
        let splitter = RecordSplitter(dialect: Dialect())
        var records: [[[UInt8]]] = []
        var position = 0
        while position < text.count {
            let start = position
            guard let (cells, _) = splitter.fields(text.span, &position, text.count) else {
                records.append([[0]])
                break
            }
            var line = text[start..<position]
            if line.last == 0x0A { line = line.dropLast() }
            if line.last == 0x0D { line = line.dropLast() }
            if line.allSatisfy({ $0 == 0x20 }) { continue }
            records.append(cells.count == width ? cells : [[UInt8(cells.count)], [1]])
        }
        return records
    }
}
