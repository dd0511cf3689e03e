/// Spans of time in seconds.
public enum Span {
    public static let hour = 3_600.0
    public static let day = 86_400.0

    private static let units: [Character: Double] = ["s": 1, "m": 60, "h": hour, "d": day, "w": 7 * day]

    /// The seconds of a span as people write it: a number and a unit, `90s`, `30m`, `24h`, `7d`, `2w`, with or without a
    /// blank between them; `nil` for anything else. Zero is a span.
    public static func seconds(of text: String) -> Double? {
        let text = text.lowercased()
        guard let unit = text.last.flatMap({ units[$0] }), let first = text.first, first.isASCII, first.isNumber,
            let number = Double(text.dropLast().trimmingSuffix(" ")), number.isFinite, number >= 0
        else { return nil }
        return number * unit
    }

    /// How a span is written: `7 d`, `36 h`, `90 s`.
    public static func text(_ seconds: Double) -> String {
        for (unit, name) in [(day, "d"), (hour, "h")] {
            if let whole = Int(exactly: seconds / unit), whole > 0 { return "\(whole) \(name)" }
        }
        return Int(exactly: seconds).map { "\($0) s" } ?? "\(seconds) s"
    }

    static func check(_ seconds: Double, _ name: String) throws(HistoryError) {
        guard seconds > 0, seconds.isFinite else {
            throw .invalidParameter(name: name, expected: "a positive number of seconds")
        }
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ character: Character) -> Substring {
        var rest = self
        while rest.last == character { rest.removeLast() }
        return rest
    }
}
