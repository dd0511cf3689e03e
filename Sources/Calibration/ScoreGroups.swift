/// The distinct log-odds of a sample in rising order, each with the weight of all its rows and of its won rows.
struct ScoreGroups {
    private(set) var scores: [Double] = []
    private(set) var weights: [Double] = []
    private(set) var won: [Double] = []

    /// Rows of weight 0 are left out. Complexity: O(rows log rows).
    init(_ sample: CalibrationSample) {
        let rows = sample.logOdds.indices.filter { sample.weight($0) > 0 }
        // Ties in an order of their own, so that sums do not depend on how the rows came.
        let order = rows.map { (score: sample.logOdds[$0] + 0, won: sample.labels[$0], weight: sample.weight($0)) }
            .sorted { first, second in
                if first.score != second.score { return first.score < second.score }
                return first.won != second.won ? first.won : first.weight < second.weight
            }
        for row in order {
            if scores.last != row.score {
                scores.append(row.score)
                weights.append(0)
                won.append(0)
            }
            weights[weights.count - 1] += row.weight
            if row.won { won[won.count - 1] += row.weight }
        }
    }

    var count: Int { scores.count }
}
