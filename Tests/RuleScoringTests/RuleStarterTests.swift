import Foundation
import Testing

@testable import RuleScoring

@Suite struct RuleStarterTests {
    @Test(arguments: RuleStarter.all.map(\.name))
    func lintsClean(name: String) throws {
        let starter = try #require(RuleStarter.named(name))
        #expect(try RuleFile.read(starter.bytes).warnings == [])
    }

    /// What the tool writes is what stands in the folder, and a harness finds a B2B file there by its name.
    @Test(arguments: RuleStarter.all.map(\.name))
    func isTheFileInTheFolder(name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/RuleScoring/Starters")
        let starter = try #require(RuleStarter.named(name))
        #expect(try Array(Data(contentsOf: folder.appending(path: "\(name).yaml"))) == starter.bytes)
    }

    @Test func thereIsOneForB2B() {
        #expect(RuleStarter.all.contains { $0.name.contains("b2b") })
        #expect(Set(RuleStarter.all.map(\.name)).count == RuleStarter.all.count)
    }
}
