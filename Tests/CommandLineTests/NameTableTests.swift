import BoostedTrees
import Foundation
import LinearModels
import Testing

/// The tables under "Names you know" in README.md list every hyperparameter there is, with its real default.
@Suite struct NameTableTests {
    @Test func boostedTrees() throws {
        try check(GradientBoostingTrainer.Hyperparameters(), under: "`GradientBoostingTrainer.Hyperparameters`")
    }

    @Test func logisticRegression() throws {
        try check(LogisticRegressionTrainer.Hyperparameters(), under: "`LogisticRegressionTrainer.Hyperparameters`")
    }

    private func check(_ hyperparameters: Any, under title: String) throws {
        let rows = try Self.rows(under: title)
        for (name, value) in Self.defaults(of: hyperparameters) {
            guard let said = rows[name] else {
                Issue.record("README.md has no row for \(name)")
                continue
            }
            if let number = Double(value) {
                #expect(Double(said) == number, "\(name)")
            } else {
                #expect(said == value, "\(name)")
            }
        }
    }

    /// Names, with a dot before those of a value inside, and the defaults as the table writes them.
    private static func defaults(of value: Any, prefix: String = "") -> [(name: String, value: String)] {
        Mirror(reflecting: value).children.flatMap { child -> [(name: String, value: String)] in
            let name = prefix + (child.label ?? "")
            let mirror = Mirror(reflecting: child.value)
            switch mirror.displayStyle {
            case .struct where !mirror.children.isEmpty: return defaults(of: child.value, prefix: name + ".")
            case .optional: return [(name, mirror.children.first.map { "\($0.value)" } ?? "none")]
            case .dictionary, .collection: return [(name, mirror.children.isEmpty ? "none" : "\(child.value)")]
            case .enum where child.value is any RawRepresentable<String>:
                return [(name, (child.value as? any RawRepresentable<String>)?.rawValue ?? "")]
            case .enum: return [(name, "\(child.value) rows")]
            default: return [(name, "\(child.value)")]
            }
        }
    }

    /// Of the first table below a line that begins with the title: the second cell of each row, by the first word in
    /// backticks of its first cell.
    private static func rows(under title: String) throws -> [String: String] {
        let text = try String(
            contentsOf: DocumentationTests.checkout.appendingPathComponent("README.md"), encoding: .utf8)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let table = lines.drop { !$0.hasPrefix(title) }.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        var rows: [String: String] = [:]
        for line in table {
            guard let match = line.firstMatch(of: /^\| `([A-Za-z2.]+)[^`]*`[^|]*\| ([^|]*) \|/) else { continue }
            rows[String(match.1)] = String(match.2)
        }
        return rows
    }
}
