/// Single texts as the values they are written for, with the rules by which columns are read.
public enum WrittenValue {
    /// A number as people write it, `1,234.50` or `1.234,50 €`, or the middle of a range, `200-499`; `nil` for anything
    /// else.
    public static func number(_ text: String, decimalMark: ValueFormat.DecimalMark) -> Double? {
        let bytes = Array(text.utf8)
        let (start, end) = trimmedRange(bytes.span, 0, bytes.count)
        if let written = WrittenNumber.parse(bytes.span, start, end, mark: decimalMark) { return written.value }
        return Band.parse(bytes.span, start, end, mark: decimalMark)?.value
    }

    /// A point in time in seconds since 1970, UTC unless the text says otherwise; `nil` for anything else.
    ///
    /// - Parameter shapes: how dates are written, tried one after the other.
    public static func time(_ text: String, shapes: [ValueFormat.Shape] = [.yearFirst, .monthName]) -> Double? {
        let bytes = Array(text.utf8)
        let (start, end) = trimmedRange(bytes.span, 0, bytes.count)
        for shape in shapes {
            if let time = WrittenDate.parse(bytes.span, start, end, shape: shape) { return time }
        }
        return nil
    }

    /// A word for yes or no, such as `true`, `ja` or `FALSE`; `nil` for anything else.
    public static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "y", "ja", "j", "wahr", "t": true
        case "false", "no", "n", "nein", "falsch", "f": false
        default: nil
        }
    }
}
