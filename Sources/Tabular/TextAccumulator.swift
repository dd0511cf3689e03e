/// Puts the text of blocks together: codes of the blocks' levels become codes of common levels, in order of appearance.
struct TextAccumulator {
    var codes: [Int32] = []
    private var levels = TextDictionary()
    /// Levels that were not UTF-8 and were mended with U+FFFD.
    private(set) var repaired = 0

    mutating func append(_ block: BlockText) {
        var common = [Int32](repeating: -1, count: block.levels.count)
        let isASCII = block.levels.bytes.allSatisfy { $0 < 0x80 }
        for code in common.indices where !block.isPlaceholder[code] {
            let range = block.levels.range(of: code)
            common[code] = Int32(isASCII ? add(block.levels.bytes.span, range) : addMended(block.levels.bytes, range))
        }
        codes.reserveCapacity(codes.count + block.codes.count)
        for code in block.codes { codes.append(code < 0 ? -1 : common[Int(code)]) }
    }

    private mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        levels.code(of: bytes, range.lowerBound, range.upperBound).code
    }

    private mutating func addMended(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        if String(validating: bytes[range], as: UTF8.self) != nil { return add(bytes.span, range) }
        repaired += 1
        let mended = Array(String(decoding: bytes[range], as: UTF8.self).utf8)
        return add(mended.span, mended.indices)
    }

    /// The evidence of all values, or `nil` as soon as too many of them can only be text.
    func evidenceIfTyped() -> Evidence? {
        let values = codes.count(where: { $0 >= 0 })
        guard values > 0 else { return nil }
        var isText = [Bool?](repeating: nil, count: levels.count)
        var misfits = 0
        for code in codes where code >= 0 {
            let code = Int(code)
            if isText[code] == nil { isText[code] = !evidence(of: code).hasTyped }
            guard isText[code] == true else { continue }
            misfits += 1
            guard FormatDecision.mayBeTyped(misfits: misfits, values: values) else { return nil }
        }
        return allEvidence()
    }

    /// The evidence of all values.
    func allEvidence() -> Evidence {
        var counts = [Int](repeating: 0, count: levels.count)
        for code in codes where code >= 0 { counts[Int(code)] += 1 }
        var all = Evidence()
        for code in counts.indices { all.merge(evidence(of: code), times: counts[code]) }
        return all
    }

    private func evidence(of code: Int) -> Evidence {
        var evidence = Evidence()
        let range = levels.range(of: code)
        evidence.add(levels.bytes.span, range.lowerBound, range.upperBound)
        return evidence
    }

    /// A dictionary where values repeat, a buffer where most are distinct. What decides are the values alone, not how
    /// they were cut into blocks.
    consuming func finish() -> TextValues {
        let order = levelsInUse()
        let values = codes.count(where: { $0 >= 0 })
        if order.count <= 256 || order.count * 2 <= values { return dictionary(order) }
        return buffer()
    }

    /// The levels that rows have, in the order of their first row.
    private func levelsInUse() -> [Int] {
        var isUsed = [Bool](repeating: false, count: levels.count)
        var order: [Int] = []
        for code in codes where code >= 0 && !isUsed[Int(code)] {
            isUsed[Int(code)] = true
            order.append(Int(code))
        }
        return order
    }

    private consuming func dictionary(_ order: [Int]) -> TextValues {
        let names = order.map { String(decoding: levels.bytes[levels.range(of: $0)], as: UTF8.self) }
        var newCode = [Int32](repeating: -1, count: levels.count)
        var isSame = order.count == levels.count
        for (index, code) in order.enumerated() {
            newCode[code] = Int32(index)
            if code != index { isSame = false }
        }
        if isSame { return .dictionary(codes: codes, levels: names) }
        return .dictionary(codes: codes.map { $0 < 0 ? -1 : newCode[Int($0)] }, levels: names)
    }

    private consuming func buffer() -> TextValues {
        let (bytes, offsets) = levels.texts(of: codes)
        return .buffer(bytes: bytes, offsets: offsets)
    }
}
