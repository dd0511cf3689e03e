/// How many leads pass a gate, fail it, or cannot be told (R-FUN-1).
public struct GateCounts: Sendable, Equatable {
    public let gate: String
    public internal(set) var pass = 0
    public internal(set) var fail = 0
    public internal(set) var unknown = 0
}

extension RulePlan {
    /// All gates, in file order. Complexity: as one scoring of all rows, on one thread.
    public func gateCounts(asOf: ScoringTimes) -> [GateCounts] {
        var counts = rules.gates.map { GateCounts(gate: $0.id) }
        guard !counts.isEmpty else { return [] }
        var pass = ScorePass(self)
        for row in 0..<rowCount {
            let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
            let standing = standing(view, &pass)
            for (number, nodes) in gateNodes.enumerated() {
                let truth = nodes.reduce(Truth.yes) { truth, node in
                    truth.and(pass.truth(node, view) { self.truth(of: $0, standing, view, pass) })
                }
                switch truth {
                case .yes: counts[number].pass += 1
                case .no: counts[number].fail += 1
                case .unknown: counts[number].unknown += 1
                }
            }
        }
        return counts
    }
}
