import LearningCore

/// The won rate that explains a mean probability as a mixture of those of won and of lost leads, with its variance by the
/// delta method.
struct AdjustedCount {
    let rate: Double
    let variance: Double

    init(of logOdds: [Double], reference: CalibrationSample) {
        let here = Mean(logOdds.map { (LogisticLoss.probability(logOdds: $0), 1) })
        let known = reference.logOdds.indices.map { row in
            (reference.labels[row], LogisticLoss.probability(logOdds: reference.logOdds[row]), reference.weight(row))
        }
        let won = Mean(known.filter(\.0).map { ($0.1, $0.2) })
        let lost = Mean(known.filter { !$0.0 }.map { ($0.1, $0.2) })
        let gap = won.value - lost.value
        rate = gap == 0 ? .infinity : (here.value - lost.value) / gap
        variance =
            gap == 0
            ? 0 : (here.variance + rate * rate * won.variance + (1 - rate) * (1 - rate) * lost.variance) / (gap * gap)
    }

    private struct Mean {
        let value: Double
        let variance: Double

        init(_ values: [(value: Double, weight: Double)]) {
            let total = values.reduce(0) { $0 + $1.weight }
            let mean = values.reduce(0) { $0 + $1.weight * $1.value } / total
            value = mean
            variance =
                values.reduce(0) { $0 + $1.weight * $1.weight * ($1.value - mean) * ($1.value - mean) }
                / (total * total)
        }
    }
}
