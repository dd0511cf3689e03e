import Foundation

/// How a process came to its end.
enum Ending: Equatable, CustomStringConvertible {
    case exited(Int32)
    case killed(signal: Int32)
    /// It was still running after that time, and was killed by the runner.
    case timedOut(Duration)

    var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .killed(let signal): "killed by signal \(signal)"
        case .timedOut(let limit): "still running after \(limit)"
        }
    }
}

/// What a process left behind.
struct ToolResult {
    let ending: Ending
    let outputData: Data
    let errorData: Data

    /// Standard output as text; bytes that are not UTF-8 become U+FFFD.
    var output: String { String(decoding: outputData, as: UTF8.self) }
    /// Standard error as text; bytes that are not UTF-8 become U+FFFD.
    var errors: String { String(decoding: errorData, as: UTF8.self) }
}

/// Runs a program the way a user does, as a process of its own.
///
/// The process sees a small fixed environment, so that a test gives the same on every machine: `PATH`, UTF-8, UTC, no
/// colours. Its three streams are files, not pipes: no amount of output can block it, and `tool > file` is what scripts do.
struct ToolRunner: Sendable {
    let executable: URL

    init(executable: URL) {
        self.executable = executable
    }

    /// The tool that was built together with these tests.
    /// - Throws: `ToolRunner.NotBuilt` when there is none beside the test bundle.
    init(built name: String) throws {
        guard let bundle = Bundle.main.executableURL else { throw NotBuilt(name: name, searched: "?") }
        // Linux keeps the tests in one file beside the tool, macOS in a bundle three folders deep.
        var folder = bundle.deletingLastPathComponent()
        for _ in 0..<5 {
            let candidate = folder.appendingPathComponent(name)
            if Self.isProgram(candidate) {
                self.init(executable: candidate)
                return
            }
            folder.deleteLastPathComponent()
        }
        throw NotBuilt(name: name, searched: bundle.deletingLastPathComponent().path)
    }

    /// - Parameters:
    ///   - input: what the process reads on standard input.
    ///   - environment: added to the fixed environment, or in place of it where the names are the same.
    ///   - directory: where it runs; the folder of the tests if nil.
    ///   - timeout: after that it is killed, and the ending is `timedOut`.
    /// - Throws: only when the process cannot be started or its streams cannot be read; what it does is in the result.
    func run(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], in directory: URL? = nil,
        timeout: Duration = .seconds(60)
    ) async throws -> ToolResult {
        let streams = try ScratchFolder()
        let output = try streams.makeFile("output")
        let errors = try streams.makeFile("errors")
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = Self.fixedEnvironment.merging(environment) { $1 }
        process.currentDirectoryURL = directory
        process.standardInput = try FileHandle(forReadingFrom: streams.makeFile("input", content: input))
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let ending = try await Self.ending(of: process, timeout: timeout)
        return try ToolResult(
            ending: ending, outputData: Data(contentsOf: output), errorData: Data(contentsOf: errors))
    }

    /// Asks again and again rather than blocking a thread: the tests share as many threads as there are cores.
    private static func ending(of process: Process, timeout: Duration) async throws -> Ending {
        let deadline = ContinuousClock.now + timeout
        defer { if process.isRunning { killGroup(of: process) } }
        while process.isRunning {
            if ContinuousClock.now > deadline { return .timedOut(timeout) }
            try await Task.sleep(for: .milliseconds(2))
        }
        let status = process.terminationStatus
        return process.terminationReason == .exit ? .exited(status) : .killed(signal: status)
    }

    /// The process and what it started: Foundation on Linux makes each process the head of a group of its own.
    private static func killGroup(of process: Process) {
        kill(-process.processIdentifier, SIGKILL)
        kill(process.processIdentifier, SIGKILL)
    }

    private static var fixedEnvironment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) }
        return inherited.merging(["LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"]) { $1 }
    }

    private static func isProgram(_ file: URL) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: file.path)
    }

    struct NotBuilt: Error, CustomStringConvertible {
        let name: String
        let searched: String

        var description: String {
            "there is no program \(name) in \(searched) or above; does CommandLineTests depend on the target \(name)?"
        }
    }
}
