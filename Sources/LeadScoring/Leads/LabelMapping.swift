import FeatureExtraction
import Foundation
public import Tabular

/// What came of a lead (R-TIME-2).
public enum Outcome: Sendable, Equatable {
    case won
    case lost
    /// No outcome yet. Not learned from, unless a horizon has passed without one.
    case open
    /// An outcome that is to be left out: a test, a duplicate.
    case ignored

    var isClosed: Bool { self == .won || self == .lost }
}

/// Which words of the outcome column mean won, lost or open.
///
/// Words are compared without case and surrounding space; numbers by value (`1` is `1.0`). What is not said is taken from
/// the usual words (`1`, `true`, `yes`, `won`, … and their opposites, in English and German). When only one of two words
/// is said or known, the other one is the other outcome. A word that stays unmapped is an error that lists it.
public struct LabelMapping: Sendable, Equatable {
    public var won: [String]
    public var lost: [String]
    public var ignored: [String]
    /// Words for open leads besides the usual ones.
    public var open: [String]

    public init(won: [String] = [], lost: [String] = [], ignored: [String] = [], open: [String] = []) {
        self.won = won
        self.lost = lost
        self.ignored = ignored
        self.open = open
    }

    /// A column with more different words than this is not taken for an outcome column.
    static let mostOutcomeWords = 50

    static let usualWon: Set<String> = [
        "1", "true", "t", "yes", "y", "ja", "j", "wahr", "won", "win", "closed won", "converted", "customer", "success",
        "gewonnen", "kunde", "abgeschlossen", "x",
    ]
    static let usualLost: Set<String> = [
        "0", "-1", "false", "f", "no", "n", "nein", "falsch", "lost", "closed lost", "not won", "not converted",
        "failed",
        "declined", "verloren", "abgelehnt", "kein kunde",
    ]
    static let usualOpen: Set<String> = [
        "open", "offen", "pending", "in progress", "in bearbeitung", "working", "new", "neu", "nurturing",
    ]
}

/// The outcomes of a table's leads.
public struct LabelledOutcomes: Sendable, Equatable {
    /// One per row.
    public let outcomes: [Outcome]
    /// The words found, by meaning, in the order of their first appearance.
    public let wonValues: [String]
    public let lostValues: [String]
    /// Of open leads, and those to be ignored.
    public let ignoredValues: [String]
    /// Of open leads alone.
    public let openValues: [String]

    public func count(of outcome: Outcome) -> Int { outcomes.count { $0 == outcome } }

    /// Leads that are neither won nor lost.
    var openCount: Int { outcomes.count { !$0.isClosed } }
}

extension LabelMapping {
    /// The outcome of every row of a column, best of one read as text. A cell without a value is an open lead.
    ///
    /// - Throws: ``Diagnostic`` E110 for words without a meaning, E111 for a word with two.
    /// Complexity: O(rows).
    ///
    /// - Parameter unknownIsOpen: take a word without a meaning for an open lead's instead of failing.
    public func outcomes(of column: Column, unknownIsOpen: Bool = false) throws(Diagnostic) -> LabelledOutcomes {
        let (codes, levels) = Self.levels(of: column)
        var counts = [Int](repeating: 0, count: levels.count)
        for code in codes where code >= 0 { counts[Int(code)] += 1 }
        var mapping = self
        if unknownIsOpen, levels.count <= Self.mostOutcomeWords {
            let found = try meanings(of: levels, counts: counts)
            mapping.open += zip(levels, found).filter { $1 == nil }.map(\.0)
        }
        let meanings = try mapping.allMeanings(of: levels, counts: counts, column: column.name)
        return LabelledOutcomes(
            outcomes: codes.map { $0 < 0 ? .open : meanings[Int($0)] },
            wonValues: zip(levels, meanings).filter { $1 == .won }.map(\.0),
            lostValues: zip(levels, meanings).filter { $1 == .lost }.map(\.0),
            ignoredValues: zip(levels, meanings).filter { !$1.isClosed }.map(\.0),
            openValues: zip(levels, meanings).filter { $1 == .open }.map(\.0))
    }

    /// What each word means; `nil` for a word of which nobody knows.
    private func meanings(of levels: [String], counts: [Int]) throws(Diagnostic) -> [Outcome?] {
        let said = try saidMeanings()
        var meanings: [Outcome?] = levels.map { said[Self.folded($0)] }
        let unmapped = meanings.indices.filter { meanings[$0] == nil && counts[$0] > 0 }
        // The usual words fill in only for a side that was not said.
        for index in unmapped {
            let word = Self.folded(levels[index])
            if won.isEmpty, Self.usualWon.contains(word) {
                meanings[index] = .won
            } else if lost.isEmpty, Self.usualLost.contains(word) {
                meanings[index] = .lost
            } else if Self.usualOpen.contains(word) {
                meanings[index] = .open
            }
        }
        let open = unmapped.filter { meanings[$0] == nil }
        if open.count == 1, let other = Self.other(of: meanings.compactMap(\.self)) { meanings[open[0]] = other }
        return meanings
    }

    private func allMeanings(of levels: [String], counts: [Int], column: String) throws(Diagnostic) -> [Outcome] {
        let meanings = try meanings(of: levels, counts: counts)
        let left = meanings.indices.filter { meanings[$0] == nil && counts[$0] > 0 }
        guard left.isEmpty else {
            // So many different words are no outcomes but names or addresses, which no message may show.
            guard levels.count <= Self.mostOutcomeWords else {
                throw Diagnostic(
                    .unmappedOutcome,
                    "column \"\(column)\" has \(levels.count) different values: these are no outcomes",
                    fix:
                        "name the column that says what came of the lead with --label; `leadscore check` lists the columns"
                )
            }
            let shown = left.sorted { (counts[$1], levels[$0]) < (counts[$0], levels[$1]) }.prefix(12)
            throw Diagnostic(
                .unmappedOutcome,
                "column \"\(column)\" has \(left.count) value\(left.count == 1 ? "" : "s") that mean neither won nor lost",
                evidence: shown.map { "\"\(levels[$0].prefix(60))\": \(counts[$0]) leads" }
                    + (left.count > shown.count ? ["… and \(left.count - shown.count) more"] : []),
                fix: "say what they mean: --won VALUE, --lost VALUE or --ignore-outcome VALUE, each as often as needed")
        }
        return meanings.map { $0 ?? .open }
    }

    /// The opposite of the only decided outcome seen, when exactly one side is there.
    private static func other(of meanings: [Outcome]) -> Outcome? {
        switch (meanings.contains(.won), meanings.contains(.lost)) {
        case (true, false): .lost
        case (false, true): .won
        default: nil
        }
    }

    /// The words that were said but occur nowhere in the column: perhaps mistyped.
    func unseenWords(in outcomes: LabelledOutcomes) -> [String] {
        let seen = Set((outcomes.wonValues + outcomes.lostValues + outcomes.ignoredValues).map(Self.folded))
        return (won + lost + ignored + open).filter { !seen.contains(Self.folded($0)) }
    }

    private func saidMeanings() throws(Diagnostic) -> [String: Outcome] {
        var said: [String: Outcome] = [:]
        for (words, outcome) in [(won, Outcome.won), (lost, .lost), (ignored, .ignored), (open, .open)] {
            for word in words {
                guard said[Self.folded(word)] ?? outcome == outcome else {
                    throw Diagnostic(
                        .contradictoryOutcome, "\"\(word)\" is given two meanings",
                        fix: "name it in one of --won, --lost and --ignore-outcome only")
                }
                said[Self.folded(word)] = outcome
            }
        }
        return said
    }

    /// Case, surrounding space and separators do not matter; a number is its value.
    static func folded(_ word: String) -> String {
        let trimmed = word.trimmingCharacters(in: .whitespaces).lowercased()
        if let number = Double(trimmed), number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        return trimmed.map { "_-".contains($0) && !trimmed.hasPrefix("-") ? " " : $0 }.reduce(into: "") {
            $0.append($1)
        }
    }

    /// The column as codes into distinct texts; `-1` without a value.
    private static func levels(of column: Column) -> (codes: [Int32], levels: [String]) {
        if case .text(.dictionary(let codes, let levels)) = column.values { return (codes, levels) }
        var index: [String: Int32] = [:]
        var levels: [String] = []
        let codes: [Int32] = (0..<column.count).map { row in
            guard column.state(at: row) == .value else { return -1 }
            let word = CellText.text(of: column, at: row)
            if let code = index[word] { return code }
            index[word] = Int32(levels.count)
            levels.append(word)
            return Int32(levels.count - 1)
        }
        return (codes, levels)
    }
}
