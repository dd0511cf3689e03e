/// What the points of a lead come to: numbers into the rule set's names.
struct LeadStanding: Sendable, Equatable {
    var persona = 0
    var overall = 0.0
    /// Of the letter.
    var letterPercent = 0.0
    var letter = 0
    /// `-1` without a matrix.
    var engagementClass = -1
    /// Of ``ScoreMatrix/cells``, `-1` without a matrix.
    var cell = -1
    var stage = Stage.cold
    /// The override that said the action, `-1` for the matrix's.
    var actionOverride = -1
    var stageReason: Int = -1
}
