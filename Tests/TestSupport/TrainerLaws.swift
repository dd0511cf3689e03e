public import LearningCore
public import Testing

/// The laws every ``Trainer`` keeps, checked on a synthetic world (architecture, rule 7).
///
/// A test of a trainer makes one value of this type and calls ``checkAll(sourceLocation:)``, or single laws to see them
/// as tests of their own; failures point at the caller. The trainer should be small (few iterations or trees): a law
/// fits up to five models.
public struct TrainerLaws<Law: Trainer>: Sendable {
    public let trainer: Law
    public let dataset: Dataset
    /// How far two log-odds may lie apart that the laws of weights call equal; 0 asks for the same bits.
    public let weightTolerance: Double
    /// How far base + Σ contributions may lie from the log-odds, relative to the sum of the magnitudes added up.
    public let contributionTolerance: Double
    private let pool = WorkerPool(threadCount: 2)

    public init(
        _ trainer: Law, dataset: Dataset = LawfulData.dataset(rows: 500, seed: 11), weightTolerance: Double = 0,
        contributionTolerance: Double = 1e-12
    ) {
        self.trainer = trainer
        self.dataset = dataset
        self.weightTolerance = weightTolerance
        self.contributionTolerance = contributionTolerance
    }

    public func checkAll(sourceLocation: SourceLocation = #_sourceLocation) throws {
        try fittingTwiceIsTheSame(sourceLocation: sourceLocation)
        try fittingLeavesTheInputAlone(sourceLocation: sourceLocation)
        try threadsDoNotMatter(sourceLocation: sourceLocation)
        try rowsAreScoredAlone(sourceLocation: sourceLocation)
        try weightTwoIsTheRowTwice(sourceLocation: sourceLocation)
        try weightZeroIsTheRowAbsent(sourceLocation: sourceLocation)
        try contributionsAddUp(sourceLocation: sourceLocation)
        try missingValuesSurvive(sourceLocation: sourceLocation)
        try emptyFeaturesGiveTheBaseRate(sourceLocation: sourceLocation)
        try wrongSchemasAreRefused(sourceLocation: sourceLocation)
        try unlearnableDataIsRefused(sourceLocation: sourceLocation)
    }

    public func fittingTwiceIsTheSame(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let scores = try (0..<2).map { _ in try scoresAfterFit(to: dataset, on: pool) }
        expectSameBits(scores[0], scores[1], "fitting twice gave different scores", sourceLocation)
    }

    /// Compares with a deep copy: a kernel that writes into shared storage would change an ordinary copy too.
    public func fittingLeavesTheInputAlone(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = LawfulData.deepCopy(of: dataset)
        let model = try trainer.fitted(to: dataset, on: pool).model
        _ = try model.logOdds(of: dataset.features, on: pool)
        _ = try model.contributions(to: dataset.features, on: pool)
        let unchanged = LawfulData.bits(of: before) == LawfulData.bits(of: dataset)
        #expect(unchanged, "fitting or scoring changed its input", sourceLocation: sourceLocation)
    }

    public func threadsDoNotMatter(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expected = try scoresAfterFit(to: dataset, on: WorkerPool(threadCount: 1))
        for threads in [2, 4, 8] {
            let found = try scoresAfterFit(to: dataset, on: WorkerPool(threadCount: threads))
            expectSameBits(expected, found, "\(threads) threads gave different scores than 1", sourceLocation)
        }
    }

    /// A row's score and contributions are the same bits alone, in any batch and in any order.
    public func rowsAreScoredAlone(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let model = try trainer.fitted(to: dataset, on: pool).model
        let rows = dataset.rowCount
        let expected = try model.logOdds(of: dataset.features, on: pool)
        let explained = try model.contributions(to: dataset.features, on: pool)
        let batches =
            [Array((0..<rows).reversed())] + stride(from: 0, to: rows, by: 23).map { Array($0..<min($0 + 23, rows)) }
            + stride(from: 0, to: rows, by: 29).map { [$0] } + [[0, 0, rows - 1, 0]]
        for batch in batches {
            let part = dataset.features.selecting(rows: batch)
            let message = "scores depend on the batch (\(batch.count) rows from row \(batch[0]))"
            expectSameBits(batch.map { expected[$0] }, try model.logOdds(of: part, on: pool), message, sourceLocation)
            let expectedParts = batch.flatMap { Array(explained[row: $0]) }
            let parts = try model.contributions(to: part, on: pool)
            expectSameBits(expectedParts, parts.values, "contributions: " + message, sourceLocation)
        }
    }

    private func scoresAfterFit(to dataset: Dataset, on pool: WorkerPool) throws -> [Double] {
        let model = try trainer.fitted(to: dataset, on: pool).model
        let scores = try model.logOdds(of: self.dataset.features, on: pool)
        let parts = try model.contributions(to: self.dataset.features, on: pool)
        return scores + [parts.base] + parts.values
    }
}

// MARK: - Weights

extension TrainerLaws {
    /// Integer weights are repeats of a row, wherever the repeats stand.
    public func weightTwoIsTheRowTwice(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let counts = (0..<dataset.rowCount).map { 1 + $0 % 3 }
        let weighted = try reweighted(counts.map(Double.init))
        let adjacent = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
        let appended = (1...3).flatMap { round in counts.indices.filter { counts[$0] >= round } }
        let expected = try scores(after: weighted)
        for (name, rows) in [("side by side", adjacent), ("appended", appended)] {
            let found = try scores(after: unweighted(dataset.selecting(rows: rows)))
            expectClose(expected, found, "a weight is not the row repeated (\(name))", sourceLocation)
        }
    }

    /// Rows of weight 0 have wild values, blanks and the opposite outcome, and still change nothing.
    public func weightZeroIsTheRowAbsent(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let kept = (0..<dataset.rowCount).filter { !$0.isMultiple(of: 4) }
        let wild = try LawfulData.madeWild(dataset) { $0.isMultiple(of: 4) }
        let expected = try scores(after: unweighted(dataset.selecting(rows: kept)))
        expectClose(expected, try scores(after: wild), "a row of weight 0 was learned from", sourceLocation)
    }

    private func reweighted(_ weights: [Double]) throws -> Dataset {
        try Dataset(features: dataset.features, labels: dataset.labels, weights: weights)
    }

    private func unweighted(_ dataset: Dataset) throws -> Dataset {
        try Dataset(features: dataset.features, labels: dataset.labels)
    }

    private func scores(after dataset: Dataset) throws -> [Double] {
        try trainer.fitted(to: dataset, on: pool).model.logOdds(of: self.dataset.features, on: pool)
    }
}

// MARK: - Contributions and missing values

extension TrainerLaws {
    public func contributionsAddUp(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let model = try trainer.fitted(to: dataset, on: pool).model
        let scores = try model.logOdds(of: dataset.features, on: pool)
        let parts = try model.contributions(to: dataset.features, on: pool)
        #expect(parts.featureCount == dataset.features.schema.count, sourceLocation: sourceLocation)
        try #require(parts.values.count == scores.count * parts.featureCount, sourceLocation: sourceLocation)
        var worst = 0.0
        for (row, score) in scores.enumerated() {
            let sum = parts[row: row].reduce(parts.base, +)
            let scale = parts[row: row].reduce(max(1, parts.base.magnitude)) { $0 + $1.magnitude }
            worst = max(worst, (sum - score).magnitude / scale)
        }
        #expect(worst <= contributionTolerance, "contributions do not add up", sourceLocation: sourceLocation)
    }

    /// Missing in training, missing only in scoring, missing everywhere: scores stay numbers.
    public func missingValuesSurvive(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let blank = LawfulData.withMissing(dataset, features: Array(dataset.features.schema.features.indices))
        for training in [dataset, LawfulData.withMissing(dataset, features: [0]), blank] {
            let model = try trainer.fitted(to: training, on: pool).model
            for matrix in [training.features, dataset.features, blank.features] {
                let finite = try model.logOdds(of: matrix, on: pool).allSatisfy(\.isFinite)
                #expect(finite, "a missing value made a score infinite or NaN", sourceLocation: sourceLocation)
                let parts = try model.contributions(to: matrix, on: pool).values.allSatisfy(\.isFinite)
                #expect(parts, "a missing value made a contribution infinite or NaN", sourceLocation: sourceLocation)
            }
        }
    }

    /// With nothing to learn from, everyone gets the weighted share of won leads.
    public func emptyFeaturesGiveTheBaseRate(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let weights = (0..<dataset.rowCount).map { 0.5 + Double($0 % 3) }
        let blank = LawfulData.withMissing(dataset, features: Array(dataset.features.schema.features.indices))
        let noColumns = blank.selecting(features: [])
        for bare in [blank, noColumns] {
            let training = try Dataset(features: bare.features, labels: dataset.labels, weights: weights)
            let (all, won) = training.totalWeight
            let model = try trainer.fitted(to: training, on: pool).model
            let found = try model.logOdds(of: training.features, on: pool)
            let expected = LogisticLoss.logOdds(probability: won / all)
            let same = found.count == bare.rowCount && found.allSatisfy { ($0 - expected).magnitude <= 1e-6 }
            #expect(same, "features without a value did not give the base rate", sourceLocation: sourceLocation)
        }
    }
}

// MARK: - Refusals

extension TrainerLaws {
    public func wrongSchemasAreRefused(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let model = try trainer.fitted(to: dataset, on: pool).model
        for other in try LawfulData.otherSchemas(of: dataset) {
            expectSchemaMismatch("scoring", sourceLocation) { _ = try model.logOdds(of: other.features, on: pool) }
            expectSchemaMismatch("explaining", sourceLocation) {
                _ = try model.contributions(to: other.features, on: pool)
            }
            expectSchemaMismatch("validating", sourceLocation) {
                _ = try trainer.fitted(to: dataset, validation: other, on: pool)
            }
        }
    }

    public func unlearnableDataIsRefused(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = dataset.rowCount
        expectRefusal(.tooFewRows(0), of: dataset.selecting(rows: []), sourceLocation)
        expectRefusal(.tooFewRows(rows), of: try reweighted(.init(repeating: 0, count: rows)), sourceLocation)
        for won in [true, false] {
            let single = (0..<rows).filter { dataset.labels[$0] == won }
            expectRefusal(.oneClass(won: won), of: dataset.selecting(rows: single), sourceLocation)
            let oneSided = try reweighted(dataset.labels.map { $0 == won ? 1 : 0 })
            expectRefusal(.oneClass(won: won), of: oneSided, sourceLocation)
        }
    }

    private func expectRefusal(_ error: LearningError, of dataset: Dataset, _ sourceLocation: SourceLocation) {
        #expect(throws: error, sourceLocation: sourceLocation) { _ = try trainer.fitted(to: dataset, on: pool) }
    }

    private func expectSchemaMismatch(_ what: String, _ sourceLocation: SourceLocation, _ body: () throws -> Void) {
        do {
            try body()
            Issue.record("\(what) with another schema was not refused", sourceLocation: sourceLocation)
        } catch LearningError.schemaMismatch {
            return
        } catch {
            Issue.record("\(what) with another schema threw \(error)", sourceLocation: sourceLocation)
        }
    }
}

// MARK: - Comparing

extension TrainerLaws {
    private func expectSameBits(
        _ expected: [Double], _ found: [Double], _ message: String, _ sourceLocation: SourceLocation
    ) {
        let same = expected.map(\.bitPattern) == found.map(\.bitPattern)
        #expect(same, "\(message)", sourceLocation: sourceLocation)
    }

    private func expectClose(
        _ expected: [Double], _ found: [Double], _ message: String, _ sourceLocation: SourceLocation
    ) {
        let gaps = zip(expected, found).map { ($0 - $1).magnitude }
        let close = expected.count == found.count && gaps.allSatisfy { $0 <= weightTolerance }
        #expect(close, "\(message); largest gap \(gaps.max() ?? .nan)", sourceLocation: sourceLocation)
    }
}
