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
}
