/// Appends numbers and text to a byte buffer, little-endian, lengths before contents.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write<Value: FixedWidthInteger>(_ value: Value) {
        var rest = value.littleEndian
        for _ in 0..<MemoryLayout<Value>.size {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    mutating func write(_ value: Double) { write(value.bitPattern) }

    mutating func write(_ text: String) {
        write(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(raw: [UInt8]) { bytes.append(contentsOf: raw) }

    mutating func write<Value: FixedWidthInteger>(_ values: [Value]) {
        write(UInt64(values.count))
        bytes.reserveCapacity(bytes.count + values.count * MemoryLayout<Value>.size)
        for value in values { write(value) }
    }

    mutating func write(_ values: [Double]) { write(values.map(\.bitPattern)) }
}
