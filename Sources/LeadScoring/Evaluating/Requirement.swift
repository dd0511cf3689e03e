public import Evaluation
import Foundation
import LearningCore

/// A figure that must be reached, such as `roc_auc>=0.8`: what `--require` takes.
public struct Requirement: Sendable, Equatable {
    public enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case above = ">"
        case below = "<"
    }

    public let metric: String
    public let comparison: Comparison
    public let bound: Double

    /// - Throws: ``Diagnostic`` E103 with what can be written.
    public init(_ text: String) throws(Diagnostic) {
        let names = [any Metric].standard.map(\.name)
        let fix =
            "write METRIC>=NUMBER or METRIC<=NUMBER, for example 'roc_auc>=0.8'; the metrics are "
            + names.joined(separator: ", ")
        // Longer signs first, so that ">=" is not taken for ">".
        guard let comparison = Comparison.allCases.first(where: { text.contains($0.rawValue) }),
            let sign = text.range(of: comparison.rawValue)
        else { throw Diagnostic(.badOption, "\"\(text)\" is no requirement", fix: fix) }
        let metric = text[..<sign.lowerBound].filter { $0 != " " }
        let number = text[sign.upperBound...].filter { $0 != " " }
        guard names.contains(String(metric)) else {
            let closest = Spelling.closest(to: String(metric), among: names)
            throw Diagnostic(
                .badOption, "there is no metric \"\(metric)\"",
                evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [], fix: fix)
        }
        guard let bound = Double(String(number)), bound.isFinite else {
            throw Diagnostic(.badOption, "\"\(number)\" is no number", fix: fix)
        }
        self.metric = String(metric)
        self.comparison = comparison
        self.bound = bound
    }

    /// An undefined metric meets nothing.
    public func isMet(by report: EvaluationReport) -> Bool {
        guard let value = report[metric]?.value else { return false }
        return switch comparison {
        case .atLeast: value >= bound
        case .atMost: value <= bound
        case .above: value > bound
        case .below: value < bound
        }
    }
}
