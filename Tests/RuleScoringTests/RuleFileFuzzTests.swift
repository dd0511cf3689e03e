import Foundation
import LearningCore
import RuleScoring
import Testing

/// Whatever a rule file holds, reading it ends, and gives rules or says where they are wrong.
///
/// A few files by default; a thorough run is
///
///     LEADSCORE_FUZZ=1000000 swift test -c release -Xswiftc -enable-testing --filter RuleFileFuzzTests
@Suite struct RuleFileFuzzTests {
    private static let count = ProcessInfo.processInfo.environment["LEADSCORE_FUZZ"].flatMap(Int.init) ?? 200

    @Test func anyFileIsReadOrRefused() {
        let mutator = RuleMutator()
        let blocks = WorkerPool.blocks(of: Self.count, size: 100)
        let taken = WorkerPool().map(blocks.count) { block in
            blocks[block].count { number in
                let start = ContinuousClock.now
                defer { #expect(ContinuousClock.now - start < .seconds(5), "file \(number)") }
                do throws(RuleFileError) {
                    _ = try RuleFile.read(mutator.file(number))
                    return true
                } catch {
                    #expect(error.problems.contains { !$0.isWarning }, "file \(number)")
                    #expect(error.problems.map(\.place) == error.problems.map(\.place).sorted(), "file \(number)")
                    return false
                }
            }
        }.reduce(0, +)
        // Mutations that break nothing are some, but not most.
        #expect(taken > Self.count / 100 && taken < Self.count * 9 / 10)
    }
}
