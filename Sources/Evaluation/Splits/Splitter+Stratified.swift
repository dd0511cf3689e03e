import LearningCore

extension Splitter {
    /// Holds out a random fraction of the won and of the lost rows.
    ///
    /// The test part has `round(testFraction · rows)` rows, shared between the outcomes by largest remainder, and at
    /// least one row of each outcome is on each side.
    ///
    /// - Parameters:
    ///   - labels: `true` is won.
    ///   - testFraction: above 0, below 1.
    ///   - seed: of the shuffle.
    /// - Throws: ``EvaluationError/invalidFraction(_:)``, or ``EvaluationError/tooFewOfOutcome(won:rows:needed:)`` with
    ///   fewer than two rows of an outcome.
    public static func stratified(
        labels: [Bool], testFraction: Double, seed: UInt64
    ) throws(EvaluationError) -> Split {
        try requireFraction(testFraction)
        var generator = SeededGenerator(seed: seed)
        let (won, lost) = try shuffledByOutcome(labels, parts: 2, with: &generator)
        let wanted = (testFraction * Double(labels.count)).rounded()
        let exactWon = testFraction * Double(won.count)
        let exactLost = testFraction * Double(lost.count)
        var takenWon = exactWon.rounded(.down)
        let missing = wanted - takenWon - exactLost.rounded(.down)
        let wonRemainder = exactWon - takenWon
        let lostRemainder = exactLost - exactLost.rounded(.down)
        if missing >= 2 || missing == 1 && wonRemainder >= lostRemainder { takenWon += 1 }
        let wonCount = min(max(Int(takenWon), 1), won.count - 1)
        let lostCount = min(max(Int(wanted) - Int(takenWon), 1), lost.count - 1)
        return Split(
            train: (won[wonCount...] + lost[lostCount...]).sorted(),
            test: (won[..<wonCount] + lost[..<lostCount]).sorted())
    }

    /// Cuts the rows into `count` folds of near-equal size and near-equal won rate, at random; each is the test part of
    /// one split. Every row is in exactly one test part.
    ///
    /// - Throws: ``EvaluationError/invalidFoldCount(_:minimum:)`` below 2, or
    ///   ``EvaluationError/tooFewOfOutcome(won:rows:needed:)`` when an outcome has fewer rows than there are folds.
    public static func folds(labels: [Bool], count: Int, seed: UInt64) throws(EvaluationError) -> [Split] {
        try requireFolds(count, minimum: 2)
        var generator = SeededGenerator(seed: seed)
        let (won, lost) = try shuffledByOutcome(labels, parts: count, with: &generator)
        var fold = [Int](repeating: 0, count: labels.count)
        // Dealt like cards, the lost rows where the won ones stopped, so that sizes differ by at most one.
        for (place, row) in (won + lost).enumerated() { fold[row] = place % count }
        return splits(fold: fold, count: count)
    }

    private static func shuffledByOutcome(
        _ labels: [Bool], parts: Int, with generator: inout SeededGenerator
    ) throws(EvaluationError) -> (won: [Int], lost: [Int]) {
        var won = labels.indices.filter { labels[$0] }
        var lost = labels.indices.filter { !labels[$0] }
        guard won.count >= parts else { throw .tooFewOfOutcome(won: true, rows: won.count, needed: parts) }
        guard lost.count >= parts else { throw .tooFewOfOutcome(won: false, rows: lost.count, needed: parts) }
        generator.shuffle(&won)
        generator.shuffle(&lost)
        return (won, lost)
    }
}
