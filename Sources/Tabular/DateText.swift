/// A point in time as it stands in a setting: year first, `2026-03-01` or `2026-03-01T09:30:00+01:00`.
public enum DateText {
    /// Seconds since 1970-01-01T00:00:00Z, `nil` if that is no such time. Without an offset the time is UTC.
    public static func seconds(of text: String) -> Double? {
        let bytes = Array(text.utf8)
        return WrittenDate.parse(bytes.span, 0, bytes.count, shape: .yearFirst)
    }
}
