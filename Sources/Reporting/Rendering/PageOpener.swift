public import Foundation
import LeadScoring

/// Shows a file in the program a person uses for it.
public enum PageOpener {
    /// Asks the desktop to show the file, and does not wait for the program.
    ///
    /// - Parameter environment: `BROWSER` names a program to use instead of the desktop's.
    /// - Throws: ``Diagnostic`` E501 when there is no program that could; the file is there all the same.
    public static func open(
        _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let names = environment["BROWSER"].map { [$0] } ?? ["xdg-open", "open"]
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let candidates = names.flatMap { name in name.contains("/") ? [name] : folders.map { "\($0)/\(name)" } }
        guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw Diagnostic(
                code: ErrorCode.cannotWrite.rawValue,
                message: "the page is written, but no program was found to show it",
                location: path, fix: "open the file in a browser, or set BROWSER to one")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [URL(fileURLWithPath: path).path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }
}
