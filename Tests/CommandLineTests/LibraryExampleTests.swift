import Foundation
import Testing

/// The program under "As a Swift library" in README.md is the target `library-example`, and prints what stands there.
@Suite struct LibraryExampleTests {
    private static let source = DocumentationTests.checkout.appendingPathComponent("Tests/LibraryExample/main.swift")
    private static let readme = DocumentationTests.checkout.appendingPathComponent("README.md")

    @Test func theReadmeShowsTheProgramThatIsCompiled() throws {
        #expect(try Self.fences().program.content == Self.lines(of: Self.source).dropLast())
    }

    @Test func theProgramPrintsWhatTheReadmeSays() async throws {
        let scratch = try ScratchFolder()
        let bank = DocumentationTests.checkout.appendingPathComponent("datasets/bank-marketing/bank.csv")
        let leads = try Self.lines(of: bank).filter { !$0.isEmpty }
        // As the README's first two commands divide the file.
        for (name, isFifth) in [("past.csv", false), ("new.csv", true)] {
            let part = leads.enumerated().filter { $0.offset == 0 || ($0.offset % 5 == 4) == isFifth }.map(\.element)
            _ = try scratch.makeFile(name, content: Data((part.joined(separator: "\n") + "\n").utf8))
        }
        let result = try await ToolRunner(built: "library-example").run(["past.csv", "new.csv"], in: scratch.url)
        #expect(result.ending == .exited(0), "\(result.output)\(result.errors)")
        let printed = result.output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
            String.init)
        let mismatch = try OutputPattern(Self.fences().output.content).mismatch(with: printed)
        #expect(mismatch == nil, "it printed:\n\(result.output)")
    }

    /// The block of Swift that trains, and the one after it.
    private static func fences() throws -> (program: Fence, output: Fence) {
        let fences = try Fence.fences(in: lines(of: readme))
        let index = try #require(
            fences.firstIndex { $0.info == "swift" && $0.content.contains { $0.contains("TrainingRun(") } })
        return (fences[index], try #require(fences.dropFirst(index + 1).first { $0.info == "text" }))
    }

    private static func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .map(String.init)
    }
}
