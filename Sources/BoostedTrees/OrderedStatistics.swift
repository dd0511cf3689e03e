import LearningCore

/// The levels of a feature as numbers: the share of won leads among a level's rows, drawn towards the share of all.
///
/// With W the weight of a level's rows, V that of the won ones among them, p the share of won rows of all levels, and a the
/// weight of the prior,
///
///     s = (V + a p) / (W + a)
///
/// is what a level stands for. A row that is learned from must not be told its own outcome that way. So rows are dealt to
/// parts by chance, and a row's own number is s from the rows of its level in the parts before its own: ordered target
/// statistics (Prokhorenkova et al., CatBoost, 2018), by parts rather than row by row. If the feature is noise, a row's outcome
/// is independent of its number. (Taking all parts but its own would not do: in a level, the parts with more won rows would
/// get the smaller numbers, and trees would find that.)
///
/// Sums are whole numbers of weight units, so neither threads nor the order of the rows change a bit.
struct OrderedStatistics {
    /// By level, s from all rows; p for a level without rows.
    let values: [Double]
    /// By row, s from the parts before its own; NaN is missing.
    let rowValues: [Double]

    /// - Parameters:
    ///   - codes: by row, the level; −1 is missing.
    ///   - units: by row, its weight in units; 0 is absent.
    ///   - parts: by row, the part it was dealt to, in `0 ..< partCount`.
    ///   - prior: a in units, > 0.
    init(
        codes: [Int32], levelCount: Int, labels: [Bool], units: [Int32], parts: [UInt8], partCount: Int, prior: Double
    ) {
        // By part and level, first in the part alone, then in all parts before it; last in all of them.
        var all = [Int64](repeating: 0, count: (partCount + 1) * levelCount)
        var won = all
        var total: (all: Int64, won: Int64) = (0, 0)
        for row in codes.indices {
            let unit = Int64(units[row])
            total.all += unit
            if labels[row] { total.won += unit }
            guard codes[row] >= 0 else { continue }
            let cell = Int(parts[row]) * levelCount + Int(codes[row])
            all[cell] += unit
            if labels[row] { won[cell] += unit }
        }
        for level in 0..<levelCount {
            var before: (all: Int64, won: Int64) = (0, 0)
            for cell in stride(from: level, to: all.count, by: levelCount) {
                (all[cell], before.all) = (before.all, before.all + all[cell])
                (won[cell], before.won) = (before.won, before.won + won[cell])
            }
        }
        let share = Double(total.won) / Double(total.all)
        let numbers = zip(all, won).map { (Double($1) + prior * share) / (Double($0) + prior) }
        values = Array(numbers.suffix(levelCount))
        rowValues = codes.indices.map { row in
            codes[row] < 0 ? .nan : numbers[Int(parts[row]) * levelCount + Int(codes[row])]
        }
    }
}
