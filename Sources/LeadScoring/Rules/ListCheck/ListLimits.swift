import Foundation
import LeadHistory
import LearningCore

/// What can be wrong with records of a list that is for sale, as a share of them.
public enum ListFault: String, Sendable, Encodable, CaseIterable {
    /// Older than the limit, or without a date.
    case old
    /// The same person as in an earlier record.
    case duplicates
    /// Neither an e-mail address nor a telephone number that can be one.
    case unreachable
    /// Written e-mail addresses that are none.
    case invalidEmails = "invalid_emails"
    /// `info@` and the like, of the addresses.
    case roleEmails = "role_emails"
    /// Of mail providers anybody can have, of the addresses.
    case freeEmails = "free_emails"
    /// Thrown away after use, of the addresses.
    case disposableEmails = "disposable_emails"
    /// Written telephone numbers that can be none.
    case badPhones = "bad_phones"
    /// Written names that are nobody's: `Test Test`, `asdf`.
    case dummyNames = "dummy_names"
    /// The central aspect is not known: the gate `classify` of the rules cannot be told.
    case unclassified
    /// The musts are not known: the gate `qualify` of the rules cannot be told.
    case unqualified

    /// For a table.
    var words: String {
        switch self {
        case .old: "old"
        case .duplicates: "duplicates"
        case .unreachable: "unreachable"
        case .invalidEmails: "invalid e-mails"
        case .roleEmails: "role e-mails"
        case .freeEmails: "free e-mails"
        case .disposableEmails: "disposable e-mails"
        case .badPhones: "implausible phones"
        case .dummyNames: "dummy names"
        case .unclassified: "not classified"
        case .unqualified: "not qualified"
        }
    }
}

/// How much of each fault a list may have (R-FUN-6): up to the first share it is usable, over the second not worth buying,
/// and in between only after cleaning.
public struct ListLimits: Sendable, Equatable {
    public struct Limit: Sendable, Equatable {
        public var usable: Double
        public var refused: Double
    }

    /// Seconds after which a record is old.
    public var maximumAge = 365 * Span.day
    private var limits: [ListFault: Limit] = [
        .old: Limit(usable: 0.25, refused: 0.6), .duplicates: Limit(usable: 0.02, refused: 0.2),
        .unreachable: Limit(usable: 0.05, refused: 0.4), .invalidEmails: Limit(usable: 0.03, refused: 0.25),
        .roleEmails: Limit(usable: 0.2, refused: 0.6), .freeEmails: Limit(usable: 0.3, refused: 0.7),
        .disposableEmails: Limit(usable: 0.01, refused: 0.1), .badPhones: Limit(usable: 0.1, refused: 0.4),
        .dummyNames: Limit(usable: 0.01, refused: 0.1), .unclassified: Limit(usable: 0.2, refused: 0.6),
        .unqualified: Limit(usable: 0.5, refused: 0.9),
    ]

    public init() {}

    public subscript(fault: ListFault) -> Limit {
        get { limits[fault] ?? Limit(usable: 0, refused: 1) }
        set { limits[fault] = newValue }
    }

    /// The standard limits but for some.
    ///
    /// - Parameters:
    ///   - age: `365d`.
    ///   - changes: `duplicates=5%:30%`, or `free_emails=100%` to allow a fault.
    /// - Throws: ``Diagnostic`` E103.
    public init(age: String?, changes: [String]) throws(Diagnostic) {
        if let age {
            guard let seconds = Span.seconds(of: age), seconds > 0 else {
                throw Diagnostic(.badOption, "--max-age is \"\(age)\"", fix: "give a span such as 365d")
            }
            maximumAge = seconds
        }
        for change in changes {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let names = ListFault.allCases.map(\.rawValue)
            guard let fault = ListFault(rawValue: parts[0].replacing("-", with: "_")) else {
                throw Diagnostic(
                    .badOption, "--limit names \"\(parts[0])\"",
                    evidence: Spelling.closest(to: parts[0], among: names).map { ["did you mean \"\($0)\"?"] } ?? [],
                    fix: "possible: " + names.joined(separator: ", "))
            }
            let bounds =
                parts.count < 2
                ? [] : parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Self.share(String($0)) }
            guard (1...2).contains(bounds.count), let usable = bounds[0], let refused = bounds[bounds.count - 1],
                usable <= refused
            else {
                throw Diagnostic(
                    .badOption, "--limit \(fault.rawValue) has no shares it can be held against",
                    fix: "write \(fault.rawValue)=5%:30%, usable up to the first and not worth buying over the second")
            }
            self[fault] = Limit(usable: usable, refused: bounds.count == 1 ? max(usable, self[fault].refused) : refused)
        }
    }

    /// `5%` or `0.05`.
    private static func share(_ word: String) -> Double? {
        let isPercent = word.hasSuffix("%")
        guard let number = Double(isPercent ? word.dropLast() : word[...]), number.isFinite else { return nil }
        let share = isPercent ? number / 100 : number
        return (0...1).contains(share) ? share : nil
    }
}
