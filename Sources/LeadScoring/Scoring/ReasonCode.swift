import Foundation

/// One field's part in a lead's score.
public struct ReasonCode: Sendable, Equatable, CustomStringConvertible {
    /// The column of the table, or the event.
    public let field: String
    /// What the lead has there, as a person would write it; `blank` without a value.
    public let value: String
    /// What it adds to the log-odds, against the average lead.
    public let contribution: Double
    /// What became of the training leads that had the same there; `nil` where they were too few, or in a model that was
    /// saved before they were counted.
    public let rate: ReasonRate?
    let language: ReasonLanguage

    /// Such as `Lead Source: Reference (odds ×3.1; 92 % of 412 such leads won, all 38 %)`.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.utf8.count + value.utf8.count + (rate?.words.utf8.count ?? 0) + 24)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the description.
    func append(to bytes: inout [UInt8]) {
        Self.append(field, value, contribution, rate?.words, language, to: &bytes)
    }

    /// Adds the description of a reason, without making one.
    static func append(
        _ field: String, _ value: String, _ contribution: Double, _ rateWords: String?, _ language: ReasonLanguage,
        to bytes: inout [UInt8]
    ) {
        let factor = exp(contribution)
        let odds = shortDecimal(factor, factor < 0.095 ? 3 : factor < 9.95 ? 2 : 0)
        bytes.append(contentsOf: field.utf8)
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.append(contentsOf: " (".utf8)
        bytes.append(contentsOf: language.odds.utf8)
        bytes.append(contentsOf: language.number(odds).utf8)
        if let rateWords { bytes.append(contentsOf: rateWords.utf8) }
        bytes.append(UInt8(ascii: ")"))
    }
}

/// What became of the training leads of a kind.
public struct ReasonRate: Sendable, Equatable {
    public let leads: Int
    public let won: Int
    let words: String
}

/// As ``decimal(_:_:)``, without a formatter for numbers of usual size: this is what most of the time of scoring with
/// reasons would go into.
func shortDecimal(_ value: Double, _ places: Int) -> String {
    let scale = [1.0, 10, 100, 1_000, 10_000]
    guard value >= 0, value < 1e9, places < scale.count else { return decimal(value, places) }
    let scaled = value * scale[places]
    let whole = scaled.rounded()
    // Near a tie the product's own rounding could decide; the formatter knows the exact value.
    guard abs(scaled - whole) < 0.499_999 else { return decimal(value, places) }
    return CellText.fixedPoint(Int(whole), places)
}
