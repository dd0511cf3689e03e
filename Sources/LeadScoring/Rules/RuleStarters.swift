import LearningCore
import RuleScoring

/// Rule files to begin with.
public enum RuleStarters {
    public static var list: String {
        RuleStarter.all.map { $0.name.padded(to: 12) + $0.summary }.joined(separator: "\n")
    }

    /// The file, without its last newline.
    ///
    /// - Throws: ``Diagnostic`` E103 when there is none of that name.
    public static func text(of name: String) throws(Diagnostic) -> String {
        guard let starter = RuleStarter.named(name) else {
            let names = RuleStarter.all.map(\.name)
            throw Diagnostic(
                .badOption, "there is no rule file \"\(name)\" to begin with",
                evidence: Spelling.closest(to: name, among: names).map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "choose one of " + names.joined(separator: ", "))
        }
        var text = String(decoding: starter.bytes, as: UTF8.self)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// - Returns: what was written and what to do next.
    /// - Throws: ``Diagnostic`` E103, or E213 when the file cannot be written.
    public static func write(_ name: String, to path: String) throws(Diagnostic) -> String {
        try TextFile.write(try text(of: name) + "\n", to: path)
        return """
            wrote \(path)
            Next: say under `fields` and `events` what things are called in your data, then
              leadscore rules lint \(shellWord(path))
            """
    }
}
