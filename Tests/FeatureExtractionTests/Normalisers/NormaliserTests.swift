import Foundation
import LearningCore
import Tabular
import Testing

@testable import FeatureExtraction

/// What people write, and what it means, as data; and laws that hold for all of it.
@Suite struct NormaliserTests {
    static func reader(_ normaliser: Normaliser, _ tables: NormaliserTables = .standard) -> TextReader {
        TextReader(normaliser, lines: tables.lines(of: normaliser.tables))
    }

    /// The lines of an example file: a text and, for each part, what is found or `-`.
    static func examples(_ normaliser: Normaliser) throws -> [(text: String, parts: [String?])] {
        let url = try #require(
            Bundle.module.url(forResource: normaliser.rawValue, withExtension: "tsv", subdirectory: "Examples"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            let cells = $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return (cells[0], cells.dropFirst().map { $0 == "-" ? nil : $0 })
        }
    }

    @Test(arguments: Normaliser.allCases)
    func examplesMeanWhatTheySay(normaliser: Normaliser) throws {
        let reader = Self.reader(normaliser)
        let examples = try Self.examples(normaliser)
        #expect(examples.count >= 40)
        for (text, expected) in examples {
            #expect(reader.parts(of: text) == expected, "\(text)")
        }
    }

    @Test("Case and blanks around a text do not matter", arguments: Normaliser.allCases)
    func caseAndBlanks(normaliser: Normaliser) throws {
        let reader = Self.reader(normaliser)
        for (text, expected) in try Self.examples(normaliser) {
            for variant in [text.lowercased(), text.uppercased(), "  \(text)\t", "\u{A0}\(text) "] {
                #expect(reader.parts(of: variant) == expected, "\(variant)")
            }
        }
    }

    @Test("How an accent is written does not matter", arguments: [Normaliser.jobTitle, .country, .language])
    func accents(normaliser: Normaliser) throws {
        let reader = Self.reader(normaliser)
        let transcriptions = [
            ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss"),
        ]
        for (text, expected) in try Self.examples(normaliser) {
            let transcribed = transcriptions.reduce(text) { $0.replacing($1.0, with: $1.1) }
            let plain = text.folding(options: .diacriticInsensitive, locale: nil)
            for variant in [transcribed, plain, text.decomposedStringWithCanonicalMapping] {
                #expect(reader.parts(of: variant) == expected, "\(variant)")
            }
        }
    }

    @Test("Anything at all gives an answer, and the same one twice", arguments: Normaliser.allCases)
    func hostileText(normaliser: Normaliser) throws {
        let reader = Self.reader(normaliser)
        var chance = SeededGenerator(seed: 5)
        let pieces = [
            "@", ".", "+", "-", "1", "9.999", "k", "ä", "ß", "\u{301}", "\0", "\r\n", "王", "🙂", "leiter", "://",
            "?utm_source=",
            "%", "<", ">", " ", "é", "İ", "\u{202E}", "1e400", "mio", "of", "in", "\"", "=",
            String(repeating: "a", count: 300),
        ]
        for _ in 0..<400 {
            let text = (0..<chance.nextIndex(below: 8)).map { _ in pieces[chance.nextIndex(below: pieces.count)] }
                .joined()
            let found = reader.parts(of: text)
            #expect(found.count == normaliser.parts.count && reader.parts(of: text) == found)
        }
        #expect(reader.parts(of: String(repeating: "9", count: 5_000)).count == normaliser.parts.count)
    }

    @Test("A title of any length takes time in proportion") func longText() {
        let title = String(repeating: "abteilungsuebergreifend ", count: 400)
        #expect(Self.reader(.jobTitle).parts(of: title).count == 2)
    }
}
