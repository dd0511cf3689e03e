import FeatureExtraction
import Foundation

/// The language reasons are given in.
public enum ReasonLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"

    /// - Throws: ``Diagnostic`` E103 for a language there is not.
    public init(named name: String?) throws(Diagnostic) {
        guard let name else {
            self = .english
            return
        }
        guard let language = Self(rawValue: name.lowercased()) else {
            throw Diagnostic(
                .badOption, "--language is \"\(name)\"", fix: "expected en (English) or de (German)")
        }
        self = language
    }

    /// Words for what a cell may hold besides a value of its own.
    func cell(_ text: String) -> String {
        guard self == .german else { return text }
        return ["blank": "leer", "nothing chosen": "nichts gewählt", "yes": "ja", "no": "nein"][text] ?? text
    }

    /// "rank executive": what a cell was read as; `nil` is what nothing could be read from.
    func part(_ part: String, _ level: String?) -> String {
        switch self {
        case .english: "\(part) \(level ?? "not recognised")"
        case .german: "\(Self.germanParts[part] ?? part) \(level ?? "nicht erkannt")"
        }
    }

    private static let germanParts = [
        "class": "Art", "top-level domain": "Endung", "rank": "Rang", "department": "Abteilung",
        "size band": "Größenklasse", "revenue band": "Umsatzklasse", "plausibility": "Plausibilität",
        "country prefix": "Landesvorwahl", "code": "Kürzel", "site": "Seite", "source": "Quelle", "medium": "Medium",
        "campaign": "Kampagne",
    ]

    /// A number as people of the language write it.
    func number(_ text: String) -> String {
        self == .german && text.contains(".") ? text.replacingOccurrences(of: ".", with: ",") : text
    }

    var odds: String {
        switch self {
        case .english: "odds ×"
        case .german: "Chance ×"
        }
    }

    /// "; 38 % of 412 such leads won, all 21 %".
    ///
    /// - Parameter range: which leads are meant, for a bin of numbers.
    func rate(leads: Int, won: Int, range: String?, overall: Double) -> String {
        let share = percent(Double(won) / Double(leads))
        switch self {
        case .english:
            let which = range.map { "\(grouped(leads)) leads with \($0)" } ?? "\(grouped(leads)) such leads"
            return "; \(share) of \(which) won, all \(percent(overall))"
        case .german:
            let count = grouped(leads).replacingOccurrences(of: ",", with: ".")
            let which = range.map { "\(count) Leads mit \($0)" } ?? "\(count) solchen Leads"
            return "; \(number(share)) von \(which) gewonnen, von allen \(number(percent(overall)))"
        }
    }

    /// "10 to 19", "under 3", "20 or more".
    func range(low: String?, high: String?, isWhole: Bool) -> String {
        switch (low, high, self) {
        case (let low?, let high?, .english):
            low == high ? low : "\(low) to \(isWhole ? "" : "under ")\(high)"
        case (let low?, let high?, .german):
            low == high ? low : "\(low) bis \(isWhole ? "" : "unter ")\(high)"
        case (let low?, nil, .english): "\(low) or more"
        case (let low?, nil, .german): "\(low) oder mehr"
        case (nil, let high?, .english): isWhole ? "\(high) or less" : "under \(high)"
        case (nil, let high?, .german): isWhole ? "\(high) oder weniger" : "unter \(high)"
        case (nil, nil, .english): "a number"
        case (nil, nil, .german): "einer Zahl"
        }
    }

    /// What a lead did, from the words of a feature of events: "4 in 7 days".
    ///
    /// - Parameters:
    ///   - value: a number or a level; `nil` where it never happened.
    ///   - words: the feature's name without the event's: `count, 7 d`, `days since last`.
    func behaviour(_ value: String?, _ words: String) -> String {
        let isGerman = self == .german
        guard let value else { return isGerman ? "nie" : "never" }
        if words == "count" { return isGerman ? "\(value) insgesamt" : "\(value) in all" }
        if words.hasPrefix("count, ") {
            let window = words.dropFirst("count, ".count)
            guard window.hasSuffix(" d") else { return "\(value) in \(window)" }
            let days = window.dropLast(2)
            let isOne = days == "1"
            return "\(value) in \(days) " + (isGerman ? isOne ? "Tag" : "Tagen" : isOne ? "day" : "days")
        }
        if words == "days since last" { return isGerman ? "zuletzt vor \(value) Tagen" : "last \(value) days ago" }
        if words == "days since first" { return isGerman ? "zuerst vor \(value) Tagen" : "first \(value) days ago" }
        return "\(value) (\(words))"
    }
}
