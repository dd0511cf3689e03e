/// One command of a documentation file.
struct DocumentedCommand: Equatable {
    /// Of its first line, counted from 1.
    let line: Int
    /// What the shell gets: one line, or several for a continued line or a here-document.
    let script: String
    /// What the comment `# exits 3` at its end says; 0 without one.
    var expectedExit: Int32 = 0

    /// Programs that change the machine or the checkout, or that take minutes. They are shown, never run by a test.
    static let skippedPrograms: Set = ["make", "git", "swift", "apt", "apt-get", "sudo", "pip", "pip3", "cd"]

    var isSkipped: Bool {
        script.split(whereSeparator: \.isWhitespace).first.map { Self.skippedPrograms.contains(String($0)) } ?? true
    }
}

/// The text a documentation file says is printed.
struct DocumentedOutput: Equatable {
    /// Of the first line after the fence, counted from 1.
    let line: Int
    let lines: [String]
    /// The spaces in front of the fence, when the block stands in a list.
    let indentation: Int
}

/// A block of commands, with the output it is said to have.
struct DocumentedBlock: Equatable {
    let commands: [DocumentedCommand]
    let output: DocumentedOutput?

    /// The blocks of a Markdown file, from top to bottom.
    ///
    /// A block starts with the fence ```` ```sh ````. If the next fence after it is ```` ```text ````, that holds what
    /// the commands print, standard output and standard error in the order of a terminal. Other fences mean nothing here.
    static func blocks(in lines: [String]) throws(DocumentError) -> [DocumentedBlock] {
        let fences = try Fence.fences(in: lines)
        var blocks: [DocumentedBlock] = []
        for (index, fence) in fences.enumerated() where fence.info == "sh" {
            let commands = try CommandReader(fence).commands()
            let next = fences.dropFirst(index + 1).first
            let output = next.flatMap { next in
                next.info == "text"
                    ? DocumentedOutput(line: next.firstLine, lines: next.content, indentation: next.indentation) : nil
            }
            let skipped = commands.count(where: \.isSkipped)
            if output != nil, skipped > 0, skipped < commands.count { throw .mixedBlock(line: fence.firstLine) }
            blocks.append(DocumentedBlock(commands: commands, output: skipped == commands.count ? nil : output))
        }
        return blocks
    }
}

/// Why a documentation file cannot be tested.
enum DocumentError: Error, Equatable {
    case openFence(line: Int)
    case openHereDocument(line: Int, word: String)
    /// Output is given for a block in which only some commands are run.
    case mixedBlock(line: Int)
}

extension DocumentError: CustomStringConvertible {
    var description: String {
        switch self {
        case .openFence(let line): "line \(line): the fence that opens here is never closed"
        case .openHereDocument(let line, let word): "line \(line): the here-document is never closed by \(word)"
        case .mixedBlock(let line):
            "line \(line): the block has output but mixes commands that are run with such as are only shown"
                + " (\(DocumentedCommand.skippedPrograms.sorted().joined(separator: ", "))); make two blocks of it"
        }
    }
}
