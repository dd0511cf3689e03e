import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct UBJSONDocumentTests {
    private func value(_ bytes: [UInt8]) throws -> DocumentValue { try UBJSONDocument.value(of: bytes) }

    /// Letters as they are, numbers as bytes.
    private func bytes(_ parts: Any...) -> [UInt8] {
        parts.flatMap { part -> [UInt8] in
            if let text = part as? String { return Array(text.utf8) }
            if let byte = part as? Int { return [UInt8(byte)] }
            return []
        }
    }

    @Test func everyTypeIsRead() throws {
        #expect(try value(bytes("Z")) == .null)
        #expect(try value(bytes("T")) == .bool(true))
        #expect(try value(bytes("NF")) == .bool(false))
        #expect(try value(bytes("i", 0xFE)) == .number(-2))
        #expect(try value(bytes("U", 0xFE)) == .number(254))
        #expect(try value(bytes("I", 0xFF, 0x00)) == .number(-256))
        #expect(try value(bytes("l", 0xFF, 0xFF, 0xFF, 0xFF)) == .number(-1))
        #expect(try value(bytes("L", 0, 0, 0, 1, 0, 0, 0, 0)) == .number(4_294_967_296))
        #expect(try value(bytes("d", 0x3F, 0xC0, 0, 0)) == .number(1.5))
        #expect(try value(bytes("D", 0xBF, 0xF8, 0, 0, 0, 0, 0, 0)) == .number(-1.5))
        #expect(try value(bytes("Cx")) == .text("x"))
        #expect(try value(bytes("Si", 2, "ab")) == .text("ab"))
        #expect(try value(bytes("[i", 1, "Z]")) == .list([.number(1), .null]))
        #expect(try value(bytes("[#i", 2, "i", 1, "i", 2)) == .numbers([1, 2]))
        #expect(try value(bytes("[$I#i", 2, 0, 1, 0, 2)) == .numbers([1, 2]))
        #expect(try value(bytes("{i", 1, "aZU", 1, "b[]}")) == .object(["a": .null, "b": .numbers([])]))
        #expect(try value(bytes("{#i", 1, "i", 1, "aT")) == .object(["a": .bool(true)]))
    }

    /// A count that is more than the bytes left is refused before anything is reserved for it.
    @Test func announcedCountsAreHeldAgainstTheBytesLeft() {
        let hostile = [
            bytes("[$d#L", 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), bytes("[$d#i", 2, 0, 0, 0, 0),
            bytes("[$Z#l", 0x7F, 0xFF, 0xFF, 0xFF), bytes("[#l", 0x7F, 0xFF, 0xFF, 0xFF, "Z"),
            bytes("SL", 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), bytes("SD", 0x7F, 0xF8, 0, 0, 0, 0, 0, 0),
            bytes("{L", 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, "a"), bytes("{$i#i", 1, "i", 1, "a"),
            bytes("["), bytes("{"), bytes(""), bytes("N"), bytes("H"), bytes("ZZ"), bytes("]"), bytes("l", 0),
        ]
        for bytes in hostile { #expect(throws: DocumentError.self) { try value(bytes) } }
    }

    @Test func depthIsBounded() throws {
        func nested(_ depth: Int) -> [UInt8] {
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        _ = try value(nested(60))
        #expect(throws: DocumentError.self) { try value(nested(100_000)) }
    }
}
