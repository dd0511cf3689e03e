/// What can be wrong with scores that are to be judged, or with a split that is asked for.
public enum EvaluationError: Error, Sendable, Equatable {
    /// Two parallel arrays differ in length.
    case unequalLengths(name: String, expected: Int, found: Int)
    /// No row has a positive weight.
    case noRows
    /// A probability outside 0...1, or one that is not a number.
    case invalidProbability(row: Int)
    /// A log-odds that is not a number within ±10⁵⁰.
    case invalidLogOdds(row: Int)
    /// A weight that is neither 0 nor within 10⁻¹⁰⁰...10¹⁰⁰.
    case invalidWeight(row: Int)
    /// A time that is infinite or not a number.
    case invalidTime(row: Int)
    /// Two scores that should be of the same leads differ in a row's outcome or weight.
    case differentLeads(row: Int)
    /// A held-out fraction outside 0..<1 or equal to 0.
    case invalidFraction(String)
    /// Fewer than two folds, a rolling origin without a fold, or more than can be counted.
    case invalidFoldCount(Int, minimum: Int)
    /// A class has fewer rows than there are parts to fill.
    case tooFewOfOutcome(won: Bool, rows: Int, needed: Int)
    /// There are fewer groups, or fewer different times, than there are parts to fill.
    case tooFewDistinct(Distinct, found: Int, needed: Int)
    /// A part of a split would hold no rows.
    case emptyPart(Part)
    /// A part of a split would hold only won or only lost rows.
    case oneClass(Part, won: Bool)

    /// What a split may not tear apart.
    public enum Distinct: String, Sendable {
        case times
        case groups
    }

    /// A side of a split.
    public enum Part: String, Sendable {
        case train
        case test
    }
}

extension EvaluationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unequalLengths(let name, let expected, let found): "\(found) \(name) for \(expected) rows"
        case .noRows: "there is no row with a positive weight to evaluate"
        case .invalidProbability(let row): "the probability of row \(row) is not a number between 0 and 1"
        case .invalidLogOdds(let row): "the log-odds of row \(row) is not a number between -1e50 and 1e50"
        case .invalidWeight(let row): "the weight of row \(row) is neither 0 nor between 1e-100 and 1e100"
        case .invalidTime(let row): "the time of row \(row) is missing; leave the row out or split without time"
        case .differentLeads(let row): "the two scores differ in the outcome or weight of row \(row)"
        case .invalidFraction(let found): "the fraction is \(found); expected a number above 0 and below 1"
        case .invalidFoldCount(let found, let minimum): "\(found) folds were asked for; expected at least \(minimum)"
        case .tooFewOfOutcome(let won, let rows, let needed):
            "only \(rows) rows are \(won ? "won" : "lost"), but each of \(needed) parts needs one; ask for fewer parts"
        case .tooFewDistinct(let kind, let found, let needed):
            "\(found) different \(kind.rawValue) cannot fill \(needed) parts; ask for fewer parts"
        case .emptyPart(let part): "no row is left for the \(part.rawValue) part; choose another fraction"
        case .oneClass(let part, let won):
            "every row of the \(part.rawValue) part is \(won ? "won" : "lost"); choose another fraction or split"
        }
    }
}
