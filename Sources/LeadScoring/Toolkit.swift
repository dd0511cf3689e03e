import LearningCore
import ModelStorage

/// What every front end of the library needs.
public enum Toolkit {
    /// The version of leadscore.
    public static var version: String { LeadScoreVersion.current }

    /// The candidate that was probably meant by a mistyped word, if any is near.
    public static func suggestion(for word: String, among candidates: [String]) -> String? {
        Spelling.closest(to: word, among: candidates)
    }

    /// A command as it can be typed again, without what does not bear on its result: where the result goes, on how many
    /// threads, and what is shown beside it.
    ///
    /// - Parameter arguments: of the process, its own name first.
    public static func commandLine(_ arguments: [String] = CommandLine.arguments) -> String {
        var words = ["leadscore"]
        var isValue = false
        for word in arguments.dropFirst() {
            let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
            if isValue {
                isValue = false
            } else if ["-o", "--output", "--report", "--threads", "--rejects"].contains(name) {
                isValue = name == word
            } else if !["-q", "--quiet", "--open", "--json"].contains(word) {
                words.append(shellWord(word))
            }
        }
        return words.joined(separator: " ")
    }
}
