import Foundation

/// Where words for people go: results to standard output, everything else to standard error.
enum Console {
    static func print(_ text: String) { FileHandle.standardOutput.writeQuietly(text + "\n") }
    static func error(_ text: String) { FileHandle.standardError.writeQuietly(text + "\n") }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// One JSON object, keys sorted.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

extension FileHandle {
    /// Writes, and forgives a reader that has gone.
    fileprivate func writeQuietly(_ text: String) {
        try? write(contentsOf: Data(text.utf8))
    }
}
