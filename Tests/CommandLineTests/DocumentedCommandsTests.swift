import Testing

@Suite struct DocumentedCommandsTests {
    private func blocks(_ text: String) throws -> [DocumentedBlock] {
        try DocumentedBlock.blocks(in: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    @Test func aBlockBelongsToTheTextRightAfterIt() throws {
        let found = try blocks(
            """
            # Walk
            ```sh
            leadscore train a.csv -o m
            ```
            which prints
            ```text
            won 3

            lost 4
            ```
            ```sh
            leadscore score m a.csv
            ```
            ```yaml
            key: value
            ```
            ```text
            not the output of the second block
            ```
            """)
        #expect(
            found == [
                DocumentedBlock(
                    commands: [DocumentedCommand(line: 3, script: "leadscore train a.csv -o m")],
                    output: DocumentedOutput(line: 7, lines: ["won 3", "", "lost 4"], indentation: 0)),
                DocumentedBlock(
                    commands: [DocumentedCommand(line: 12, script: "leadscore score m a.csv")], output: nil),
            ])
    }

    @Test func onlyShIsRun() throws {
        #expect(try blocks("```\nrm -rf x\n```\n```bash\nrm -rf x\n```\n```swift\nlet a = 1\n```").isEmpty)
        #expect(try blocks("Say ```sh``` inline.\n\n`leadscore`").isEmpty)
    }

    @Test func commentsBlankLinesAndPromptsAreNotCommands() throws {
        let found = try blocks("```sh\n# first\n\n$ leadscore a\n  leadscore b # exits 3\n```")
        #expect(
            found[0].commands == [
                DocumentedCommand(line: 4, script: "leadscore a"),
                DocumentedCommand(line: 5, script: "leadscore b", expectedExit: 3),
            ])
    }

    @Test(arguments: [
        ("leadscore a # exits 65", Int32(65)), ("leadscore a  #exits 3  ", 3), ("leadscore a # exits 3 or so", 0),
        ("leadscore a#exits 3", 0), ("leadscore a", 0),
    ])
    func theExitCodeStandsInAClosingComment(line: String, exit: Int32) throws {
        let command = try #require(try blocks("```sh\n\(line)\n```").first?.commands.first)
        #expect(command.expectedExit == exit)
        #expect(command.script == (exit == 0 ? line : "leadscore a"))
    }

    @Test func continuedLinesAndHereDocumentsAreOneCommand() throws {
        let found = try blocks(
            #"""
            ```sh
            leadscore train a.csv \
                --label y  # exits 64
            cat > rules.yaml <<'END'
            # a comment of the file
              indented
            END
            wc -w <<< "two words"
            ```
            """#)
        #expect(
            found[0].commands == [
                DocumentedCommand(
                    line: 2, script: "leadscore train a.csv \\\n    --label y", expectedExit: 64),
                DocumentedCommand(
                    line: 4, script: "cat > rules.yaml <<'END'\n# a comment of the file\n  indented\nEND"),
                DocumentedCommand(line: 8, script: #"wc -w <<< "two words""#),
            ])
    }

    @Test(arguments: DocumentedCommand.skippedPrograms)
    func programsThatChangeTheMachineAreSkipped(program: String) {
        #expect(DocumentedCommand(line: 1, script: "\(program) demo").isSkipped)
        #expect(!DocumentedCommand(line: 1, script: "\(program)x demo").isSkipped)
        #expect(!DocumentedCommand(line: 1, script: "leadscore \(program)").isSkipped)
    }

    @Test func theOutputOfASkippedBlockIsNotExpected() throws {
        #expect(try blocks("```sh\nmake demo\n```\n```text\nanything\n```")[0].output == nil)
        #expect(throws: DocumentError.mixedBlock(line: 2)) {
            try blocks("```sh\nmake demo\nleadscore x\n```\n```text\nanything\n```")
        }
    }

    @Test func aBlockInAListLosesItsIndentation() throws {
        let found = try blocks("1. Do\n   ```sh\n   leadscore a\n   ```\n   ```text\n   b\n     c\n   ```")
        #expect(found[0].commands == [DocumentedCommand(line: 3, script: "leadscore a")])
        #expect(found[0].output == DocumentedOutput(line: 6, lines: ["b", "  c"], indentation: 3))
    }

    @Test func aLongerFenceHoldsAShorterOne() throws {
        #expect(try blocks("````md\n```sh\nleadscore a\n```\n````\n").isEmpty)
    }

    @Test func whatIsNeverClosedIsNamed() {
        #expect(throws: DocumentError.openFence(line: 2)) { try blocks("x\n```sh\nleadscore a") }
        #expect(throws: DocumentError.openHereDocument(line: 2, word: "END")) {
            try blocks("```sh\ncat <<END\nx\n```")
        }
    }
}
