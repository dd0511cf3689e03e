import Foundation
import Testing

@testable import RuleScoring

/// A file for each mistake in `Broken/`; `expected.txt` says which codes are to be found, and in which lines.
@Suite struct BrokenFilesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let expected: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = {
        guard let folder = Bundle.module.url(forResource: "Broken", withExtension: nil),
            let text = try? String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            return Case(name: words[0], expected: Array(words.dropFirst()))
        }
    }()

    @Test func thereAreEnough() throws {
        #expect(Self.cases.count >= 40)
        let folder = try #require(Bundle.module.url(forResource: "Broken", withExtension: nil))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(Set(files) == Set(Self.cases.map { $0.name + ".yaml" }))
    }

    @Test(arguments: cases)
    func reportsEveryMistakeAtItsLine(_ test: Case) throws {
        let folder = try #require(Bundle.module.url(forResource: "Broken", withExtension: nil))
        let bytes = try Array(Data(contentsOf: folder.appending(path: "\(test.name).yaml")))
        var reader = RuleSetReader()
        let (rules, problems) = reader.read(bytes)
        #expect(problems.map { "\($0.code.rawValue):\($0.place.line)" } == test.expected)
        #expect(problems.allSatisfy { $0.place.column >= 1 })
        #expect((rules == nil) == problems.contains { !$0.isWarning })
    }

    /// Every code that a file alone can bring about is brought about by one of the files.
    @Test func everyCodeHasAFile() {
        let found = Set(Self.cases.flatMap(\.expected).map { String($0.prefix(4)) })
        let needData: Set<RuleProblemCode> = [
            .unknownField, .unknownEvent, .neverMatches, .alwaysMatches, .personaOverlap,
        ]
        let missing = RuleProblemCode.allCases.filter { !needData.contains($0) && !found.contains($0.rawValue) }
        #expect(missing.map(\.rawValue) == [])
    }

    @Test func tenMegabytesAreRefusedAtOnce() {
        let line = Array("# a very long comment that says nothing at all\n".utf8)
        var bytes: [UInt8] = []
        while bytes.count < 10 << 20 { bytes += line }
        var reader = RuleSetReader()
        #expect(reader.read(bytes).problems.map(\.code) == [.tooLarge])
    }

    /// A megabyte of each of some characters, the largest files that are read, ends soon.
    @Test(arguments: ["[", "{", "- ", "a: ", "? ", "&a ", "*a ", "\"", "!!x ", "| ", "#", ": ", "a\n", "\n"])
    func repetitionsEnd(_ part: String) {
        let bytes = Array(String(repeating: part, count: (1 << 18) / part.utf8.count).utf8)
        var reader = RuleSetReader()
        let start = ContinuousClock.now
        #expect(!reader.read(bytes).problems.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
