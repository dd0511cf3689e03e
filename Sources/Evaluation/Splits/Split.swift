/// Rows to learn from and rows to judge on. No row is on both sides.
public struct Split: Sendable, Codable, Equatable {
    /// Row numbers, rising.
    public let train: [Int]
    public let test: [Int]
    /// Rows on neither side: with time and groups together, older rows of groups that also have a row in `test`; in a
    /// rolling origin, rows later than `test`.
    public let excluded: [Int]

    init(train: [Int], test: [Int], excluded: [Int] = []) {
        self.train = train
        self.test = test
        self.excluded = excluded
    }

    /// - Throws: ``EvaluationError/emptyPart(_:)``, or ``EvaluationError/oneClass(_:won:)`` when labels are given and
    ///   a part has only one outcome.
    func checked(labels: [Bool]?) throws(EvaluationError) -> Split {
        for (part, rows) in [(EvaluationError.Part.train, train), (.test, test)] {
            guard let first = rows.first else { throw .emptyPart(part) }
            if let labels, rows.allSatisfy({ labels[$0] == labels[first] }) {
                throw .oneClass(part, won: labels[first])
            }
        }
        return self
    }
}

/// Ways to hold rows out. All are decided by their arguments alone: same rows, same seed, same split.
///
/// Which to use (R-TIME-4): by time when there is a time, by group when leads share an account or contact, both when
/// both exist, stratified random only when there is neither.
public enum Splitter {}

extension Splitter {
    static func requireFraction(_ fraction: Double) throws(EvaluationError) {
        guard fraction > 0, fraction < 1 else { throw .invalidFraction("\(fraction)") }
    }

    static func requireSameCount(_ name: String, _ found: Int, rows: Int) throws(EvaluationError) {
        guard found == rows else { throw .unequalLengths(name: name, expected: rows, found: found) }
    }

    static func requireFolds(_ count: Int, minimum: Int) throws(EvaluationError) {
        guard count >= minimum, count < .max else { throw .invalidFoldCount(count, minimum: minimum) }
    }

    /// One split per fold: the rows of the fold are the test rows, all others train.
    static func splits(fold: [Int], count: Int) -> [Split] {
        (0..<count).map { test in
            Split(
                train: fold.indices.filter { fold[$0] != test }, test: fold.indices.filter { fold[$0] == test })
        }
    }
}
