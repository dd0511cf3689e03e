import Testing

@testable import ModelStorage

@Suite struct ByteReaderTests {
    @Test func whatWasWrittenIsRead() throws {
        var writer = ByteWriter()
        writer.write(UInt8(200))
        writer.write(Int32.min)
        writer.write(UInt64.max)
        writer.write(-0.0)
        writer.write("Größe 🎯")
        writer.write([Int32.min, -1, 0, .max])
        writer.write([Double.nan, Double.leastNonzeroMagnitude, -.infinity])
        writer.write([UInt8]())
        var reader = ByteReader(writer.bytes[...], part: "a test")
        #expect(try reader.read(UInt8.self) == 200)
        #expect(try reader.read(Int32.self) == .min)
        #expect(try reader.read(UInt64.self) == .max)
        #expect(try reader.readDouble().bitPattern == (-0.0).bitPattern)
        #expect(try reader.readText() == "Größe 🎯")
        #expect(try reader.readArray(of: Int32.self) == [.min, -1, 0, .max])
        #expect(
            try reader.readDoubles().map(\.bitPattern)
                == [Double.nan.bitPattern, Double.leastNonzeroMagnitude.bitPattern, (-Double.infinity).bitPattern])
        #expect(try reader.readArray(of: UInt8.self).isEmpty)
        try reader.requireEnd()
    }

    @Test func numbersAreLittleEndian() {
        var writer = ByteWriter()
        writer.write(UInt32(0x0102_0304))
        #expect(writer.bytes == [4, 3, 2, 1])
    }

    /// Counts of which nothing, or too little, follows: refused before any memory is asked for.
    @Test(arguments: [1, 2, 1 << 20, 1 << 60, UInt64(Int64.max), UInt64(Int64.max) + 1, .max] as [UInt64])
    func aCountBeyondTheEndIsRefused(count: UInt64) {
        var writer = ByteWriter()
        writer.write(count)
        let damaged = StorageError.damaged(part: "a test")
        let bytes = writer.bytes[...]
        #expect(throws: damaged) { () throws in
            var reader = ByteReader(bytes, part: "a test")
            _ = try reader.readArray(of: UInt64.self)
        }
        #expect(throws: damaged) { () throws in
            var reader = ByteReader(bytes, part: "a test")
            _ = try reader.readText()
        }
        #expect(throws: damaged) { () throws in
            var reader = ByteReader(bytes, part: "a test")
            _ = try reader.readCount(elementSize: 3)
        }
    }

    @Test func flagsAndTextHaveOneForm() {
        #expect(throws: StorageError.damaged(part: "x")) { () throws in
            var reader = ByteReader([2], part: "x")
            _ = try reader.readFlag()
        }
        #expect(throws: StorageError.damaged(part: "x")) { () throws in
            var reader = ByteReader([1, 0, 0, 0, 0, 0, 0, 0, 0xFF], part: "x")
            _ = try reader.readText()
        }
        #expect(throws: StorageError.damaged(part: "x")) { () throws in
            var reader = ByteReader([], part: "x")
            _ = try reader.readRaw(-1)
        }
        #expect(throws: StorageError.damaged(part: "x")) { try ByteReader([1], part: "x").requireEnd() }
    }
}
