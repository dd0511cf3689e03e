import Foundation
import LearningCore

/// A made-up export of leads, small enough for a debug build, with a planted effect.
///
/// Referrals, many visits and an opt-in help. The same seed gives the same leads.
struct SampleLeads: Sendable {
    static let header = ["id", "created_at", "source", "size", "visits", "opt_in", "outcome"]

    var rows: [[String]] = []

    init(count: Int = 300, seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        let sources = ["web", "fair", "referral", "phone"]
        for row in 0..<count {
            let source = sources[generator.nextIndex(below: 4)]
            let size = generator.nextIndex(below: 500) + 1
            let visits = generator.nextIndex(below: 31)
            let optIn = generator.nextIndex(below: 2) == 1
            let logOdds = (source == "referral" ? 0.7 : -1.0) + 0.1 * Double(visits) - (optIn ? 0 : 1.0)
            let won = generator.nextUniform() < LogisticLoss.probability(logOdds: logOdds)
            let day = Self.two(row % 28 + 1)
            let id = String(repeating: "0", count: 5 - min(5, "\(row)".count)) + "\(row)"
            rows.append([
                id, "2025-\(Self.two(row * 12 / count + 1))-\(day)", source, "\(size)", "\(visits)",
                optIn ? "yes" : "no", won ? "won" : "lost",
            ])
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The table as CSV, its cells quoted where they must be.
    static func csv(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { "\",\n\r".contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    var csv: String { Self.csv(Self.header, rows) }

    /// The table with one more column.
    func adding(_ name: String, at position: Int = 0, _ cell: (Int, [String]) -> String) -> String {
        var header = Self.header
        header.insert(name, at: position)
        return Self.csv(
            header,
            rows.enumerated().map { row, cells in
                var cells = cells
                cells.insert(cell(row, self.rows[row]), at: position)
                return cells
            })
    }
}
