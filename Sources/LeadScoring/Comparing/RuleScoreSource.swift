import FeatureExtraction
import Foundation
import LearningCore
import Tabular

/// Where the rule score of each lead comes from.
protocol RuleScoreSource: Sendable {
    /// What the rules are called in a report.
    var name: String { get }
    /// The columns it reads, beside those the model reads, and how.
    var requests: [String: ColumnRequest] { get }
    /// The points of every lead.
    func points(of leads: JudgedLeads, on pool: WorkerPool) throws(Diagnostic) -> LeadPoints
}

/// What leads have by rules.
struct LeadPoints: Sendable {
    /// One a lead; `nil` where the rules say nothing.
    var points: [Double?]
    var parts: [RulePart]
    /// What the rules ask for and the data do not have, in sentences for a person.
    var notes: [String] = []

    func selecting(_ rows: [Int]) -> LeadPoints {
        LeadPoints(points: rows.map { points[$0] }, parts: parts.map { $0.selecting(rows) }, notes: notes)
    }
}

/// One of the rules, or columns, that a rule score is the sum of.
struct RulePart: Sendable {
    let name: String
    /// What it adds where it applies; `nil` if ``amounts`` are the points themselves.
    let points: Double?
    /// One a lead: 1 or 0 for a rule that applies or does not, else its points.
    let amounts: [Double]

    func selecting(_ rows: [Int]) -> RulePart {
        RulePart(name: name, points: points, amounts: rows.map { amounts[$0] })
    }
}

/// A rule score that stands in the table: a column, or several added together. A lead that lacks one of them has none.
struct ColumnRuleScore: RuleScoreSource {
    let columns: [String]

    /// - Parameters:
    ///   - text: column names joined by `+`, unless a column is really called that.
    ///   - header: of the table.
    /// - Throws: ``Diagnostic`` E101 for a column that is not there.
    init(_ text: String, header: [String], source: LeadSource) throws(Diagnostic) {
        columns =
            header.contains(text)
            ? [text] : text.split(separator: "+").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !columns.isEmpty else {
            throw Diagnostic(.badOption, "--rule-score names no column", fix: "write --rule-score COLUMN[+COLUMN…]")
        }
        for column in columns where !header.contains(column) {
            throw .unknownColumn(column, in: source, option: "--rule-score", columns: header)
        }
    }

    var name: String { columns.joined(separator: " + ") }

    var requests: [String: ColumnRequest] {
        Dictionary(columns.map { ($0, ColumnRequest.typed(.number, nil)) }) { first, _ in first }
    }

    func points(of leads: JudgedLeads, on pool: WorkerPool) throws(Diagnostic) -> LeadPoints {
        try points(of: leads.frame)
    }

    func points(of frame: DataFrame) throws(Diagnostic) -> LeadPoints {
        var parts: [RulePart] = []
        for name in columns {
            guard let column = frame[name], case .number(let values) = column.values else {
                throw Diagnostic(
                    .wrongType, "the rule score's column \"\(name)\" does not hold numbers",
                    fix: "name a column of numbers with --rule-score")
            }
            parts.append(RulePart(name: name, points: nil, amounts: values))
        }
        let points = (0..<frame.rowCount).map { row -> Double? in
            let sum = parts.reduce(0) { $0 + $1.amounts[row] }
            // Beyond this, sums of squares would overflow.
            return abs(sum) <= 1e50 ? sum : nil
        }
        return LeadPoints(points: points, parts: parts)
    }
}
