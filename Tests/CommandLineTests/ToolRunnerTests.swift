import Foundation
import Testing

@Suite struct ToolRunnerTests {
    private let shell = ToolRunner(executable: URL(fileURLWithPath: "/bin/sh"))

    @Test func streamsAndExitCodeAreKeptApart() async throws {
        let result = try await shell.run(["-c", "echo out; echo err >&2; exit 65"])
        #expect(result.ending == .exited(65))
        #expect(result.output == "out\n")
        #expect(result.errors == "err\n")
    }

    @Test func inputReachesTheProcessAndEmptyInputEnds() async throws {
        let bytes = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0) })
        #expect(try await shell.run(["-c", "cat"], input: bytes).outputData == bytes)
        #expect(try await shell.run(["-c", "cat"]).outputData.isEmpty)
    }

    @Test func theEnvironmentIsTheSameEverywhere() async throws {
        let show = "echo ${HOME-none} $LC_ALL $TZ $NO_COLOR ${EXTRA-none}"
        #expect(try await shell.run(["-c", show]).output == "none C.UTF-8 UTC 1 none\n")
        let changed = try await shell.run(["-c", show], environment: ["TZ": "Asia/Tokyo", "EXTRA": "x"])
        #expect(changed.output == "none C.UTF-8 Asia/Tokyo 1 x\n")
    }

    @Test func itRunsInTheGivenFolder() async throws {
        let scratch = try ScratchFolder()
        _ = try scratch.makeFile("here")
        #expect(try await shell.run(["-c", "ls"], in: scratch.url).output == "here\n")
    }

    @Test func aSignalIsNotAnExitCode() async throws {
        #expect(try await shell.run(["-c", "kill -9 $$"]).ending == .killed(signal: 9))
    }

    @Test func aProcessThatHangsIsKilledWithItsChildren() async throws {
        let result = try await shell.run(["-c", "sleep 50 & echo $!; wait"], timeout: .milliseconds(200))
        #expect(result.ending == .timedOut(.milliseconds(200)))
        let child = try #require(Int(result.output.dropLast()))
        let patience = ContinuousClock.now + .seconds(10)
        while isAlive(child), ContinuousClock.now < patience { try await Task.sleep(for: .milliseconds(5)) }
        #expect(!isAlive(child))
    }

    /// A dead process that nobody has collected yet still has a folder in /proc, but no command line.
    private func isAlive(_ process: Int) -> Bool {
        (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8).isEmpty) == false
    }

    @Test func aMissingProgramIsAnError() async {
        let missing = ToolRunner(executable: URL(fileURLWithPath: "/nonexistent/leadscore"))
        await #expect(throws: (any Error).self) { try await missing.run([]) }
        #expect(throws: ToolRunner.NotBuilt.self) { try ToolRunner(built: "no-such-program") }
    }
}
