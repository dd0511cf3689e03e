/// A lead of the judged ones, shown with its reasons.
public struct ExampleLead: Sendable, Encodable {
    /// Why it is shown.
    public enum Role: String, Sendable, Encodable {
        case best, middle, lowest
        /// The highest score among the lost.
        case bestLost = "best_lost"
        /// The lowest score among the won.
        case lowestWon = "lowest_won"
    }

    public let role: Role
    /// What it is called in the table, or its row.
    public let id: String
    public let probability: Double
    public let score: Double
    public let grade: String
    public let isWon: Bool
    public let reasons: [Reason]

    private enum CodingKeys: String, CodingKey {
        case role, id, probability, score, grade, reasons
        case isWon = "is_won"
    }

    public struct Reason: Sendable, Encodable {
        public let field: String
        public let value: String
        /// What it adds to the log-odds.
        public let contribution: Double
    }

    /// Which rows to show, each once: the best three, one of the middle, the lowest, and the two that the model got most
    /// wrong. Equal scores in the order of the table.
    static func chosen(logOdds: [Double], labels: [Bool]) -> [(row: Int, role: Role)] {
        let order = logOdds.indices.sorted { (-logOdds[$0], $0) < (-logOdds[$1], $1) }
        guard let last = order.last else { return [] }
        var chosen = order.prefix(3).map { ($0, Role.best) }
        let others =
            [(order[order.count / 2], Role.middle), (last, .lowest)]
            + [order.first { !labels[$0] }.map { ($0, Role.bestLost) }].compactMap(\.self)
            + [order.last { labels[$0] }.map { ($0, Role.lowestWon) }].compactMap(\.self)
        for (row, role) in others where !chosen.contains(where: { $0.0 == row }) { chosen.append((row, role)) }
        return chosen.map { (row: $0.0, role: $0.1) }
    }
}
