/// Cuts the content of a fence into commands: one a line, but for lines continued with `\` and here-documents.
/// Blank lines and comments are left out, and so is a prompt (`$ `).
struct CommandReader {
    private let fence: Fence

    init(_ fence: Fence) {
        self.fence = fence
    }

    func commands() throws(DocumentError) -> [DocumentedCommand] {
        var commands: [DocumentedCommand] = []
        var index = 0
        while index < fence.content.count {
            let start = index
            var script = Self.withoutPrompt(fence.content[index])
            index += 1
            if script.isEmpty || script.hasPrefix("#") { continue }
            while script.hasSuffix("\\"), index < fence.content.count {
                script += "\n" + fence.content[index]
                index += 1
            }
            let line = fence.firstLine + start
            let (command, exit) = Self.takingExit(from: script)
            script = command
            if let word = Self.hereDocumentWord(in: command) {
                guard let end = fence.content[index...].firstIndex(of: word) else {
                    throw .openHereDocument(line: line, word: word)
                }
                script = ([command] + fence.content[index...end]).joined(separator: "\n")
                index = end + 1
            }
            commands.append(DocumentedCommand(line: line, script: script, expectedExit: exit))
        }
        return commands
    }

    private static func withoutPrompt(_ line: String) -> String {
        let unindented = line.drop { $0 == " " }
        return String(unindented.hasPrefix("$ ") ? unindented.dropFirst(2) : unindented)
    }

    /// The command without the comment `# exits 3`, and the number in it.
    private static func takingExit(from script: String) -> (command: String, exit: Int32) {
        guard let match = script.firstMatch(of: /\s+#\s*exits\s+(\d{1,3})\s*$/), let exit = Int32(match.1) else {
            return (script, 0)
        }
        return (String(script[..<match.range.lowerBound]), exit)
    }

    private static func hereDocumentWord(in command: String) -> String? {
        command.firstMatch(of: /(?:^|[^<])<<\s*['"]?([A-Za-z_]+)['"]?/).map { String($0.1) }
    }
}
