import LearningCore

/// Sample weights as integers: a row of weight w counts `units[row]` = w · 2^exponent.
///
/// Whole weights stay what they are (exponent 0), which makes weight 2 exactly the row twice. Others are rounded to the
/// finest step at which the total stays below 2^28; a positive weight never becomes 0.
struct RowWeights: Sendable, Equatable {
    /// By row; `nil` if every row counts 1.
    let units: [Int32]?
    let total: Int
    let exponent: Int
    /// Whether all weights are whole: sums of rounded terms are then multiplied rather than terms rounded after.
    let areWhole: Bool

    /// The count of a row of weight w is w · 2^countExponent.
    let countExponent: Int

    static let mostUnits = Double(1 << 28)

    /// Rounded counts are worth keeping if a row of mean weight counts at least this much.
    private static let leastMeanCount = 16

    init(_ dataset: Dataset) {
        guard let weights = dataset.weights else {
            self.init(units: nil, total: dataset.rowCount, exponent: 0, areWhole: true)
            return
        }
        let sum = weights.reduce(0, +)
        if sum < Self.mostUnits, weights.allSatisfy({ $0 == $0.rounded() }) {
            self.init(units: weights.map { Int32($0) }, total: Int(sum), exponent: 0, areWhole: true)
            return
        }
        let exponent = min(16, Int((Self.mostUnits / sum).exponent) - 1)
        let scale = Double(sign: .plus, exponent: exponent, significand: 1)
        let units = weights.map { $0 > 0 ? max(1, Int32(($0 * scale).rounded())) : 0 }
        self.init(units: units, total: units.reduce(0) { $0 + Int($1) }, exponent: exponent, areWhole: false)
    }

    private init(units: [Int32]?, total: Int, exponent: Int, areWhole: Bool) {
        self.units = units
        self.total = total
        self.exponent = exponent
        self.areWhole = areWhole
        let room = PackedSums.mostCounted / 2
        countExponent = areWhole ? 0 : min(exponent, exponent + Int((Double(room) / Double(total)).exponent))
    }

    /// What all rows count together; `nil` if counts would be too coarse.
    var totalCount: Int? {
        guard let units, !areWhole else { return total }
        let rows = units.count { $0 > 0 }
        let sum = units.reduce(0) { $0 + Int(count(ofUnits: Int64($1))) }
        return sum >= rows * Self.leastMeanCount ? sum : nil
    }

    /// The most rounding steps all rows may add to a sum: one for each row, or for each repetition of it. A step is half a
    /// unit in the last place, or a whole one where 0 becomes 1.
    var slack: Int { areWhole ? total : units?.count ?? 0 }

    /// What a row counts.
    func count(ofUnits units: Int64) -> Int64 {
        let shift = Int64(exponent - countExponent)
        guard shift > 0, units > 0 else { return units }
        return max(1, (units + 1 << (shift - 1)) >> shift)
    }

    /// The count of a real total weight, rounded up.
    func count(of weight: Double) -> Int64 {
        Int64((weight * Double(sign: .plus, exponent: countExponent, significand: 1)).rounded(.up))
    }

    /// The weight a number of units stands for.
    func weight(ofUnits units: Int64) -> Double {
        Double(sign: .plus, exponent: -exponent, significand: Double(units))
    }
}
