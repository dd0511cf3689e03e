import LeadHistory
import Tabular

/// The moment at which leads are to be scored.
public enum AsOf: Sendable, Equatable {
    /// The same for all: seconds since 1970.
    case time(Double)
    /// As long after a lead came in, in seconds.
    case age(Double)
    /// What a column of the leads table says.
    case column(String)

    /// A date or time (`2026-03-01`, `2026-03-01T09:30:00+01:00`, without an offset UTC), an age (`24h`, `7d`), or else the
    /// name of a column.
    public init(_ text: String) {
        if let seconds = Span.seconds(of: text) {
            self = .age(seconds)
        } else if let time = DateText.seconds(of: text) {
            self = .time(time)
        } else {
            self = .column(text)
        }
    }
}
