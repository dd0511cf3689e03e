import Foundation
public import RuleScoring

/// Rule files, with problems as people read them.
public enum RuleFiles {
    /// What is in a file: the rules if they can be used, and all problems.
    public struct Inspection: Sendable {
        public let path: String
        public let rules: RuleSet?
        /// Errors and doubts, by place.
        public let problems: [RuleProblem]
    }

    /// The rules of a file.
    ///
    /// - Throws: ``Diagnostic`` of the first error of the file, the others as its evidence; E211 when there is no such file.
    public static func load(_ path: String) throws(Diagnostic) -> RuleSet {
        let inspection = try inspect(path)
        if let rules = inspection.rules { return rules }
        throw diagnostic(of: inspection)
    }

    /// Reads a file without giving up at a mistake in it.
    ///
    /// - Throws: ``Diagnostic`` when the file cannot be read at all.
    public static func inspect(_ path: String) throws(Diagnostic) -> Inspection {
        let bytes = try bytes(of: path)
        do {
            let (rules, warnings) = try RuleFile.read(bytes)
            return Inspection(path: path, rules: rules, problems: warnings)
        } catch {
            return Inspection(path: path, rules: nil, problems: error.problems)
        }
    }

    /// A file as it stands.
    static func text(of path: String) throws(Diagnostic) -> String {
        String(decoding: try bytes(of: path), as: UTF8.self)
    }

    static func diagnostic(of inspection: Inspection) -> Diagnostic {
        let errors = inspection.problems.filter { !$0.isWarning }
        guard let first = errors.first else {
            return Diagnostic(.internalFault, "a rule file was refused without a reason")
        }
        let others = errors.dropFirst().prefix(20).map { "also [\($0.code.rawValue)] \($0.place.text): \($0.message)" }
        let left = errors.count - 1 - others.count
        return Diagnostic(
            code: first.code.rawValue, message: first.message, location: first.place.location(in: inspection.path),
            evidence: others + (left > 0 ? ["… and \(left) more"] : []),
            fix: first.fix ?? "run `leadscore rules lint \(shellWord(inspection.path))`")
    }

    /// A megabyte is the most a rule file may have, so no more is read than shows that it has more.
    private static func bytes(of path: String) throws(Diagnostic) -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Diagnostic(code: "E211", message: "there is no such file", location: path, fix: "check the path")
        }
        defer { try? file.close() }
        do {
            return Array(try file.read(upToCount: (1 << 20) + 1) ?? Data())
        } catch {
            throw Diagnostic(code: "E212", message: "the file cannot be read", location: path)
        }
    }
}

extension Place {
    /// `14:7`.
    var text: String { "\(line):\(column)" }

    func location(in path: String) -> String { self == .none ? path : "\(path):\(text)" }
}
