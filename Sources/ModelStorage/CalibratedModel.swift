public import Calibration
public import LearningCore

/// A model whose log-odds were held against leads it had not seen, and corrected to mean what they say.
///
/// The corrected log-odds of a lead are g(s), with s the model's own and g a rising map. Contributions are stretched so
/// that they still add up exactly: with b the model's base, those of a lead are multiplied by (g(s) − g(b)) / (s − b), and
/// the base becomes g(b). So the order of the reasons stays what it was.
public struct CalibratedModel: ProbabilisticClassifier, Equatable {
    public let base: StoredModel
    public let calibration: CalibrationMap
    /// Ranges for the probability by Venn and Abers, on the model's own log-odds; `nil` where no unseen leads were there.
    public let ranges: VennAbersMap?

    public init(_ base: StoredModel, calibration: CalibrationMap = .identity, ranges: VennAbersMap? = nil) {
        self.base = base
        self.calibration = calibration
        self.ranges = ranges
    }

    public var kind: String { base.kind }
    public var schema: FeatureSchema { base.schema }

    /// The corrected log-odds.
    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        let own = try base.logOdds(of: matrix, on: pool)
        return calibration == .identity ? own : own.map(calibration.logOdds)
    }

    /// The corrected log-odds of each row with the range of its probability.
    ///
    /// - Returns: `nil` for the ranges of a model that has none.
    public func logOddsWithRanges(
        of matrix: FeatureMatrix, on pool: WorkerPool
    ) throws(LearningError) -> (logOdds: [Double], ranges: [VennAbersMap.ProbabilityRange]?) {
        let own = try base.logOdds(of: matrix, on: pool)
        return (own.map(calibration.logOdds), ranges.map { ranges in own.map { ranges.range(logOdds: $0) } })
    }

    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        let own = try base.contributions(to: matrix, on: pool)
        guard calibration != .identity, own.featureCount > 0 else { return own }
        let base = calibration.logOdds(own.base)
        var values = own.values
        for start in stride(from: 0, to: values.count, by: own.featureCount) {
            let row = start..<start + own.featureCount
            let sum = values[row].reduce(0, +)
            // At the base itself the stretch is the map's slope there, and what it stretches is nothing.
            guard abs(sum) > 1e-12 else { continue }
            let factor = (calibration.logOdds(own.base + sum) - base) / sum
            for place in row { values[place] *= factor }
        }
        return Contributions(base: base, values: values, featureCount: own.featureCount)
    }
}
