import Foundation
import Testing

/// The check on a made-up document and a made-up tool, so that what it must notice can be written down.
@Suite struct DocumentCheckTests {
    /// Prints its arguments on standard output and a word on standard error; ends with 3 when told to fail.
    private static let tool = """
        #!/bin/sh
        echo "args: $*"
        echo note >&2
        [ "$1" != fail ] || exit 3
        """

    private func check(_ document: String, timeout: Duration = .seconds(20)) async throws -> DocumentCheck.Report {
        let folders = (tool: try ScratchFolder(), work: try ScratchFolder())
        let program = try folders.tool.makeFile("leadscore", content: Data(Self.tool.utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        return try await DocumentCheck(
            name: "WALK.md", lines: document.components(separatedBy: "\n"), toolFolder: folders.tool.url,
            directory: folders.work.url, timeout: timeout
        ).report()
    }

    @Test func aTrueDocumentHasNoComplaints() async throws {
        let document = """
            ```sh
            leadscore train a > kept.txt
            cat kept.txt | head -n 1
            leadscore fail  # exits 3
            make nothing-of-this-is-run
            ```

            ```sh
            cat kept.txt
            leadscore score
            ```
            ```text
            args: train a
            …
            note
            ```
            """
        let report = try await check(document)
        #expect(report.complaints == [])
        #expect(report.recorded.joined(separator: "\n") == document)
    }

    @Test func aDifferenceIsNamedByFileLineExpectedAndGot() async throws {
        let report = try await check("```sh\nleadscore score\n```\n```text\nargs: score\nremark\n```")
        let complaint = try #require(report.complaints.first)
        #expect(report.complaints.count == 1)
        #expect(complaint.hasPrefix("WALK.md:6: the output differs\n  expected: remark\n  got:      note\n"))
    }

    @Test func progressComesAndGoesWithTheMachine() async throws {
        let command = "echo 'training … 20 s, about 4 s left'; echo 'scoring: 5 leads … 30 s'; leadscore score"
        #expect(try await check("```sh\n\(command)\n```\n```text\nargs: score\nnote\n```").complaints == [])
        let other = "echo 'Training … 20 s'; leadscore score"
        #expect(try await check("```sh\n\(other)\n```\n```text\nargs: score\nnote\n```").complaints.count == 1)
    }

    @Test func recordingWritesWhatWasPrintedAndThenHolds() async throws {
        let document = """
            ```sh
            leadscore one
            ```
            ```text
            wrong
            wrong
            wrong
            ```
            - list
              ```sh
              printf 'a\\n\\nb\\n'
              ```
              ```text
              ```
            ```sh
            leadscore two
            ```
            ```text
            …
            note
            ```
            end
            """
        let first = try await check(document)
        #expect(first.complaints.count == 2)
        #expect(
            first.recorded == [
                "```sh", "leadscore one", "```", "```text", "args: one", "note", "```", "- list", "  ```sh",
                "  printf 'a\\n\\nb\\n'", "  ```", "  ```text", "  a", "", "  b", "  ```", "```sh", "leadscore two",
                "```",
                "```text", "…", "note", "```", "end",
            ])
        let second = try await check(first.recorded.joined(separator: "\n"))
        #expect(second.complaints == [])
        #expect(second.recorded == first.recorded)
    }

    @Test(arguments: [
        ("leadscore fail", "expected exit code 0, got exit code 3"),
        ("leadscore ok  # exits 65", "expected exit code 65, got exit code 0"),
        ("leadscore fail | cat", "expected exit code 0, got exit code 3"),
        ("leadscor ok", "expected exit code 0, got exit code 127"),
        ("kill -9 $$", "expected exit code 0, got killed by signal 9"),
    ])
    func aWrongEndIsNamedAndStopsTheDocument(command: String, message: String) async throws {
        let report = try await check("```sh\n\(command)\n```\n```sh\nleadscore fail\n```")
        let complaint = try #require(report.complaints.first)
        #expect(report.complaints.count == 1)
        #expect(complaint.hasPrefix("WALK.md:2: "))
        #expect(complaint.contains(message))
    }

    @Test func aPipeCutShortByHeadIsNoError() async throws {
        let report = try await check("```sh\nyes lead | head -n 2\n```\n```text\nlead\nlead\n```")
        #expect(report.complaints == [])
    }

    @Test func aCommandThatHangsIsNamed() async throws {
        let report = try await check("```sh\nsleep 60\n```", timeout: .milliseconds(200))
        #expect(report.complaints.first?.contains("still running after 0.2 seconds") == true)
    }
}
