/// How the values of a column are written. Found on reading, kept in a model, and used as a hint for the next file.
public struct ValueFormat: Sendable, Hashable, Codable {
    /// What a value looks like.
    public enum Shape: String, Sendable, Hashable, Codable, CaseIterable {
        /// `12`, `-3.5`, `1e6`, `1.234,50 €`, `12 %`. A percentage is the number that is written: `12 %` is 12.
        case plain
        /// `5-20`, `200+`, `<5`, `$10M-$50M`: the middle of the range, or the bound of an open one.
        case range
        /// `01.High`, `2 - Medium`: the number in front.
        case ordinal
        /// `yes`/`no`, `wahr`/`falsch`, …
        case words
        /// `2024-01-31`, `2024/01/31`, with or without time and offset; without an offset it is UTC.
        case yearFirst
        /// `20240131`.
        case compact
        /// `31.01.2024`, `31/01/2024`, `31-01-2024`.
        case dayFirst
        /// `01/31/2024`, `01-31-2024`.
        case monthFirst
        /// `31 Jan 2024`, `Jan 31, 2024`, `31. Januar 2024`.
        case monthName
        /// Seconds since 1970.
        case epochSeconds
        /// Milliseconds since 1970.
        case epochMilliseconds
        /// Anything.
        case text
    }

    /// The sign before the decimals.
    public enum DecimalMark: String, Sendable, Hashable, Codable {
        case point
        case comma
    }

    public var shape: Shape
    /// The decimal mark of numbers and ranges; the other one may group thousands.
    public var decimalMark: DecimalMark
    /// Whether values carry a percent sign.
    public var hasPercentSign: Bool
    /// The one currency of the values, as it is written; `nil` without or with several.
    public var currency: String?

    public init(
        shape: Shape, decimalMark: DecimalMark = .point, hasPercentSign: Bool = false, currency: String? = nil
    ) {
        self.shape = shape
        self.decimalMark = decimalMark
        self.hasPercentSign = hasPercentSign
        self.currency = currency
    }

    /// The type of a column so written.
    public var type: ColumnType {
        switch shape {
        case .plain, .range, .ordinal: .number
        case .words: .boolean
        case .yearFirst, .compact, .dayFirst, .monthFirst, .monthName, .epochSeconds, .epochMilliseconds: .date
        case .text: .text
        }
    }
}
