/// Reads back what ``ByteWriter`` wrote. Every length is compared with what is left before anything is allocated, so a
/// damaged count cannot ask for memory that is not in the file.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    /// The part of the file that is being read, for messages.
    private let part: String

    init(_ bytes: ArraySlice<UInt8>, part: String) {
        self.bytes = bytes
        self.part = part
        position = bytes.startIndex
    }

    var remaining: Int { bytes.endIndex - position }

    mutating func read<Value: FixedWidthInteger>(_: Value.Type) throws(StorageError) -> Value {
        let size = MemoryLayout<Value>.size
        guard remaining >= size else { throw .damaged(part: part) }
        defer { position += size }
        return value(at: position)
    }

    mutating func readDouble() throws(StorageError) -> Double {
        Double(bitPattern: try read(UInt64.self))
    }

    mutating func readFlag() throws(StorageError) -> Bool {
        switch try read(UInt8.self) {
        case 0: false
        case 1: true
        default: throw .damaged(part: part)
        }
    }

    mutating func readText() throws(StorageError) -> String {
        let count = try readCount(elementSize: 1)
        defer { position += count }
        guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
            throw .damaged(part: part)
        }
        return text
    }

    mutating func readRaw(_ count: Int) throws(StorageError) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else { throw .damaged(part: part) }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func readArray<Value: FixedWidthInteger>(of _: Value.Type) throws(StorageError) -> [Value] {
        let size = MemoryLayout<Value>.size
        let count = try readCount(elementSize: size)
        defer { position += count * size }
        return (0..<count).map { value(at: position + $0 * size) }
    }

    mutating func readDoubles() throws(StorageError) -> [Double] {
        try readArray(of: UInt64.self).map(Double.init(bitPattern:))
    }

    /// A count of elements that the rest of the part has room for.
    mutating func readCount(elementSize: Int) throws(StorageError) -> Int {
        let count = try read(UInt64.self)
        guard count <= UInt64(remaining / elementSize) else { throw .damaged(part: part) }
        return Int(count)
    }

    func requireEnd() throws(StorageError) {
        guard remaining == 0 else { throw .damaged(part: part) }
    }

    private func value<Value: FixedWidthInteger>(at start: Int) -> Value {
        var value: Value = 0
        for offset in stride(from: MemoryLayout<Value>.size - 1, through: 0, by: -1) {
            value = value << 8 | Value(truncatingIfNeeded: bytes[start + offset])
        }
        return value
    }
}
