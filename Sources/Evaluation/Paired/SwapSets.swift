/// What changes when the best leads are chosen by another score: the leads both choose, one alone, or neither.
///
/// Both scores choose `capacity` leads; ties at a cut are broken at random and independently, so numbers of leads are
/// expectations and need not be whole.
public struct SwapSets: Sendable, Codable, Equatable {
    /// One of the four sets.
    public struct Cell: Sendable, Codable, Equatable {
        public let leads: Double
        public let won: Double
        /// The won rate with Wilson's interval; `nil` for an empty set.
        public let rate: Estimate?
    }

    /// Which of two scores choose a lead.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case both
        case firstOnly
        case secondOnly
        case neither
    }

    public let capacity: Double
    public let both: Cell
    public let firstOnly: Cell
    public let secondOnly: Cell
    public let neither: Cell
    /// On the won leads that one score alone finds.
    public let mcNemar: McNemarTest

    /// The share of the chosen leads that both scores choose (overlap@k).
    public var overlap: Double { capacity > 0 ? both.leads / capacity : 1 }

    /// - Parameters:
    ///   - first: without weights, as `second`, and of the same leads.
    ///   - capacity: leads to choose, kept within 0 and the number of leads.
    /// - Throws: ``EvaluationError/unequalLengths(name:expected:found:)`` or ``EvaluationError/differentLeads(row:)``
    ///   unless both are of the same leads. Complexity: O(rows).
    public init(
        _ first: ScoredOutcomes, _ second: ScoredOutcomes, capacity: Double
    ) throws(EvaluationError) {
        try PairedAUCComparison.requireSameLeads(first, second)
        let chosenFirst = TopSelection(of: first, capacity: capacity)
        let chosenSecond = TopSelection(of: second, capacity: capacity)
        func cell(_ kind: Kind) -> Cell {
            let chances = Self.chances(of: kind, chosenFirst, chosenSecond)
            var leads = 0.0
            var won = 0.0
            for (chance, label) in zip(chances, first.labels) {
                leads += chance
                if label { won += chance }
            }
            return Cell(
                leads: leads, won: won,
                rate: WilsonInterval.estimate(successes: min(won, leads), trials: leads))
        }
        self.capacity = chosenFirst.capacity
        both = cell(.both)
        firstOnly = cell(.firstOnly)
        secondOnly = cell(.secondOnly)
        neither = cell(.neither)
        mcNemar = McNemarTest(firstOnly: firstOnly.won, secondOnly: secondOnly.won)
    }

    /// For each row the chance to be in a set.
    public static func chances(of kind: Kind, _ first: TopSelection, _ second: TopSelection) -> [Double] {
        zip(first.chances, second.chances).map { first, second in
            switch kind {
            case .both: first * second
            case .firstOnly: first * (1 - second)
            case .secondOnly: (1 - first) * second
            case .neither: (1 - first) * (1 - second)
            }
        }
    }
}
