import Foundation

/// Runs the commands of one document in order and compares what they print with what it says.
struct DocumentCheck {
    let name: String
    let lines: [String]
    /// The folder in which the tool lies; it comes first on `PATH`.
    let toolFolder: URL
    /// Where the commands run, and what they write goes.
    let directory: URL
    var timeout: Duration = .seconds(180)

    struct Report: Equatable {
        /// What does not hold, each with file, line, expected and got.
        var complaints: [String] = []
        /// The document with the output that was really printed. A block that matches stays as it is, with its `…`.
        var recorded: [String]
    }

    /// Stops at a command that ends in another way than the document says: what follows builds on it.
    func report() async throws -> Report {
        var report = Report(recorded: lines)
        var shift = 0
        for block in try DocumentedBlock.blocks(in: lines) {
            var printed = ""
            for command in block.commands where !command.isSkipped {
                let result = try await run(command.script)
                printed += result.output
                if result.ending != .exited(command.expectedExit) {
                    report.complaints.append(complaint(about: command, result))
                    return report
                }
            }
            guard let output = block.output else { continue }
            let found = Self.lines(of: printed).filter { !Self.isProgress($0) }
            guard let mismatch = OutputPattern(output.lines).mismatch(with: found) else { continue }
            report.complaints.append(complaint(about: output, found, mismatch))
            let margin = String(repeating: " ", count: output.indentation)
            let start = output.line - 1 + shift
            report.recorded.replaceSubrange(
                start..<(start + output.lines.count), with: found.map { $0.isEmpty ? "" : margin + $0 })
            shift += found.count - output.lines.count
        }
        return report
    }

    /// Standard error goes where standard output goes, as on a terminal. Each part of a pipe must succeed, except that it
    /// may be cut short by the next one (141 is SIGPIPE), as in `… | head`.
    private func run(_ script: String) async throws -> ToolResult {
        let wrapped = """
            exec 2>&1
            \(script)
            for code in "${PIPESTATUS[@]}"; do [[ $code == 0 || $code == 141 ]] || exit "$code"; done
            """
        let path = "\(toolFolder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        // Tests may have made this process deaf to SIGPIPE, which children inherit; a user's shell is not.
        return try await ToolRunner(executable: URL(fileURLWithPath: "/usr/bin/env")).run(
            ["--default-signal=PIPE", "bash", "-c", wrapped], environment: ["PATH": path], in: directory,
            timeout: timeout)
    }

    private func complaint(about command: DocumentedCommand, _ result: ToolResult) -> String {
        """
        \(name):\(command.line): \(command.script)
          expected exit code \(command.expectedExit), got \(result.ending); the rest of the document was not run
          it printed:
        \(Self.quoted(Self.lines(of: result.output).suffix(30)))
        """
    }

    private func complaint(
        about output: DocumentedOutput, _ found: [String], _ mismatch: OutputPattern.Mismatch
    ) -> String {
        """
        \(name):\(output.line + min(mismatch.expected, output.lines.count)): the output differs
          expected: \(Self.line(mismatch.expected, of: output.lines))
          got:      \(Self.line(mismatch.found, of: found))
          all that was printed:
        \(Self.quoted(found.prefix(60)))
        """
    }

    private static func line(_ index: Int, of lines: [String]) -> String {
        lines.indices.contains(index) ? lines[index] : "(the end)"
    }

    /// What long work prints every ten seconds off a terminal: how often it comes depends on the machine.
    private static func isProgress(_ line: String) -> Bool {
        line.wholeMatch(of: /[a-z].* … \d+ s(, about \d+ s left)?/) != nil
    }

    private static func quoted(_ lines: some Sequence<String>) -> String {
        lines.map { "  | \($0)" }.joined(separator: "\n")
    }

    /// The lines of a text, without blank ones at its end.
    private static func lines(of text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return Array(lines[..<((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }
}
