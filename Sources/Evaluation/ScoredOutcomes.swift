import LearningCore

/// Scores of leads beside what came of them: what every metric, curve and interval is computed from.
///
/// A value that exists is valid: as many labels and weights as scores, probabilities in 0...1 or log-odds, at
/// least one row of positive weight. The rows are sorted once, here.
///
/// Weights: a *value* treats weight 2 as the row twice and weight 0 as the row absent. An *interval* treats each row as
/// one independent lead whatever its weight, so that rescaling all weights changes nothing.
public struct ScoredOutcomes: Sendable {
    /// How the scores are written.
    public enum Scale: String, Sendable {
        case probability
        case logOdds
    }

    public let scale: Scale
    /// As given: probabilities or log-odds, one per row.
    public let scores: [Double]
    /// `true` is won.
    public let labels: [Bool]
    /// `nil` means all 1.
    public let weights: [Double]?
    /// The same, sorted and with equal scores taken together.
    public let ranking: RankedOutcomes

    /// Rows of positive weight, by falling score; equal scores in a canonical order.
    let order: [Int32]
    /// For each place of `order`, twice the position of the row's score in the ranking, plus 1 if the row was won.
    let cells: [Int32]
    /// Per distinct score the sum of squared weights of its won and of its lost rows.
    let wonSquares: [Double]
    let lostSquares: [Double]

    /// - Parameters:
    ///   - probabilities: chance of being won, in 0...1. Log loss clips them at machine epsilon, as scikit-learn does.
    ///   - labels: `true` is won.
    ///   - weights: 0, or within 10⁻¹⁰⁰...10¹⁰⁰ so that squares and sums neither vanish nor overflow; `nil` means all 1.
    /// - Throws: ``EvaluationError`` naming the first row that is wrong. Complexity: O(rows).
    public init(probabilities: [Double], labels: [Bool], weights: [Double]? = nil) throws(EvaluationError) {
        if let row = probabilities.firstIndex(where: { !(0...1).contains($0) }) { throw .invalidProbability(row: row) }
        try self.init(scale: .probability, scores: probabilities, labels: labels, weights: weights)
    }

    /// As ``init(probabilities:labels:weights:)`` for log-odds, within ±10⁵⁰. Nothing is clipped: a log-odds of 40 and one of
    /// 50 rank differently and lose differently, though both probabilities round to 1.
    public init(logOdds: [Double], labels: [Bool], weights: [Double]? = nil) throws(EvaluationError) {
        if let row = logOdds.firstIndex(where: { !(-1e50...1e50).contains($0) }) { throw .invalidLogOdds(row: row) }
        try self.init(scale: .logOdds, scores: logOdds, labels: labels, weights: weights)
    }

    private static let positiveWeights = 1e-100...1e100

    private init(scale: Scale, scores: [Double], labels: [Bool], weights: [Double]?) throws(EvaluationError) {
        guard labels.count == scores.count else {
            throw .unequalLengths(name: "labels", expected: scores.count, found: labels.count)
        }
        if let weights {
            guard weights.count == scores.count else {
                throw .unequalLengths(name: "weights", expected: scores.count, found: weights.count)
            }
            if let row = weights.firstIndex(where: { $0 != 0 && !Self.positiveWeights.contains($0) }) {
                throw .invalidWeight(row: row)
            }
        }
        let entries = ScoreOrder.falling(scores, labels: labels, weights: weights)
        guard !entries.isEmpty else { throw .noRows }
        self.scale = scale
        self.scores = scores
        self.labels = labels
        self.weights = weights
        let groups = TieGroups(entries, weights: weights)
        order = entries.map { Int32($0.row) }
        cells = groups.cells
        wonSquares = groups.wonSquares ?? groups.won
        lostSquares = groups.lostSquares ?? groups.lost
        ranking = RankedOutcomes(
            levels: RankedOutcomes.Levels(scores: groups.scores, scale: scale), won: groups.won, lost: groups.lost)
    }

    /// Rows of positive weight.
    public var rowCount: Int { order.count }
    /// Won rows of positive weight.
    public var wonCount: Int { cells.count(where: { $0 & 1 == 1 }) }

    /// The weight of the row at a place of `order`.
    func weight(atPlace place: Int) -> Double {
        weights?[Int(order[place])] ?? 1
    }
}

/// Rows in falling order of score, collected into distinct scores.
private struct TieGroups {
    var scores: [Double]
    var won: [Double]
    var lost: [Double]
    /// `nil` without weights: then they are `won` and `lost`.
    var wonSquares: [Double]?
    var lostSquares: [Double]?
    var cells: [Int32] = []

    init(_ entries: [ScoreOrder.Entry], weights: [Double]?) {
        scores = []
        cells.reserveCapacity(entries.count)
        var last: UInt64?
        for entry in entries {
            if entry.key != last {
                scores.append(entry.value)
                last = entry.key
            }
            cells.append(Int32(2 * (scores.count - 1) + (entry.isWon ? 1 : 0)))
        }
        let tags = zip(entries, cells)
        won = [Double](repeating: 0, count: scores.count)
        lost = won
        for (entry, cell) in tags {
            let weight = weights?[entry.row] ?? 1
            if entry.isWon { won[Int(cell >> 1)] += weight } else { lost[Int(cell >> 1)] += weight }
        }
        guard let weights else { return }
        var squares = (won: [Double](repeating: 0, count: scores.count), lost: lost.map { _ in 0.0 })
        for (entry, cell) in tags {
            let square = weights[entry.row] * weights[entry.row]
            if entry.isWon { squares.won[Int(cell >> 1)] += square } else { squares.lost[Int(cell >> 1)] += square }
        }
        (wonSquares, lostSquares) = squares
    }
}
