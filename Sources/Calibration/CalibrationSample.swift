public import LearningCore

/// Log-odds of leads a model did not learn from, beside what came of them: what a ``Calibrator`` learns from.
///
/// A sample that exists is valid: finite log-odds, as many labels and weights, weights 0 or within 10⁻¹⁰⁰...10¹⁰⁰, both
/// outcomes among the rows of positive weight. The rows should be out-of-fold or later ones; log-odds of training rows
/// are too extreme.
public struct CalibrationSample: Sendable {
    public let logOdds: [Double]
    /// `true` is won.
    public let labels: [Bool]
    /// Weight 2 is the row twice, weight 0 is the row absent; `nil` means all 1.
    public let weights: [Double]?

    /// - Throws: ``LearningCore/LearningError`` naming what is wrong and the first row where it is.
    public init(logOdds: [Double], labels: [Bool], weights: [Double]? = nil) throws(LearningError) {
        guard labels.count == logOdds.count else {
            throw .unequalLengths(feature: "labels", expected: logOdds.count, found: labels.count)
        }
        if let row = logOdds.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(feature: "log-odds", row: row) }
        if let weights {
            guard weights.count == logOdds.count else {
                throw .unequalLengths(feature: "weights", expected: logOdds.count, found: weights.count)
            }
            // Beyond this, sums of weights times squares would overflow or vanish.
            let positive = 1e-100...1e100
            if let row = weights.firstIndex(where: { $0 != 0 && !positive.contains($0) }) {
                throw .invalidWeight(row: row)
            }
        }
        self.logOdds = logOdds
        self.labels = labels
        self.weights = weights
        var outcomes: Set<Bool> = []
        for row in labels.indices where weight(row) > 0 { outcomes.insert(labels[row]) }
        guard !outcomes.isEmpty else { throw .tooFewRows(logOdds.count) }
        guard outcomes.count == 2 else { throw .oneClass(won: outcomes.contains(true)) }
    }

    public var rowCount: Int { logOdds.count }

    func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

    /// The weight of all rows.
    var total: Double { weights?.reduce(0, +) ?? Double(logOdds.count) }

    /// The weight of the won rows.
    var totalWon: Double { labels.indices.reduce(0) { labels[$1] ? $0 + weight($1) : $0 } }

    /// A slope to start from, 1 unless the log-odds are so large that all probabilities would round to 0 or 1.
    var startSlope: Double { 30 / max(logOdds.reduce(0) { max($0, abs($1)) }, 30) }

    /// The given rows, in the given order.
    func selecting(_ rows: [Int]) throws(LearningError) -> CalibrationSample {
        try CalibrationSample(
            logOdds: rows.map { logOdds[$0] }, labels: rows.map { labels[$0] },
            weights: weights.map { weights in rows.map { weights[$0] } })
    }
}
