/// What a rule paid for one lead, and why so much.
struct Payment: Sendable {
    var truth = Truth.no
    /// After repetition, decay and the rule's own limit.
    var points = Points.zero
    /// Before decay and the rule's own limit.
    var raw = Points.zero
    /// For one event, or for the lead.
    var each = Points.zero
    /// Events that matched, and those of them that counted.
    var found = 0
    var counted = 0
    /// Of those that counted; NaN without events.
    var first = Double.nan
    var last = Double.nan
    /// Whether the rule's own limit cut it.
    var isLimited = false
    /// Whether another rule of the group won instead.
    var isSuppressed = false
}
