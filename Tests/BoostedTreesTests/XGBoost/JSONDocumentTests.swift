import Foundation
import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct JSONDocumentTests {
    private func value(_ text: String) throws -> DocumentValue { try JSONDocument.value(of: Array(text.utf8)) }

    @Test func everyTypeIsRead() throws {
        #expect(try value(" null ") == .null)
        #expect(try value("[true,false]") == .list([.bool(true), .bool(false)]))
        #expect(try value("[1, -2.5e-3 ,1E2]") == .numbers([1, -0.0025, 100]))
        #expect(try value("[]") == .numbers([]))
        #expect(
            try value("{\"a\": {\"b\":[\"c\"]},\n\"d\":1}")
                == .object(["a": .object(["b": .list([.text("c")])]), "d": .number(1)]))
        #expect(try value("[-Infinity]") == .numbers([-.infinity]))
        #expect(try value(#""\"\\\/\b\f\n\r\té\ud83d\ude00x""#) == .text("\"\\/\u{8}\u{C}\n\r\té😀x"))
    }

    /// Foundation's reader is the oracle for texts of every kind of character.
    @Test func textsAreReadAsFoundationReadsThem() throws {
        let words = ["", "a\u{0}b", "ä\u{2028}😀", "\"\\/", "\t\r\n", "𝄞\u{7F}"]
        let data = try JSONSerialization.data(withJSONObject: words)
        #expect(try JSONDocument.value(of: Array(data)).texts == words)
    }

    @Test(arguments: [
        "", " ", "[", "[1", "[1,", "[1,]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}", "\"", "\"\\",
        "\"\\x\"", "\"\\u12\"", "nul", "1 2", "[1]]", "-", "\u{0}", "[1 2]", "{\"a\" 1}", ",", ":",
    ])
    func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: DocumentError.self) { try value(text) }
    }

    @Test func depthIsBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try value(nested(60))
        #expect(throws: DocumentError.self) { try value(nested(100_000)) }
        #expect(throws: DocumentError.self) { try value(String(repeating: "{\"a\":", count: 100_000)) }
    }
}
