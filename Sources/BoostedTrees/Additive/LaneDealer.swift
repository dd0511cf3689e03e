import LearningCore

/// Deals rows to the lanes that leave them out.
///
/// Rows are sorted by outcome and by a hash of their bins, and dealt in turn, one unit of weight at a time: each lane leaves out
/// an eighth of the won and of the lost ones, equal rows are spread over all lanes, and a row of whole weight w is dealt like w
/// rows. The order of the rows in the table does not matter: rows whose hashes are equal are equal, but for a chance of 2^−64.
struct LaneDealer {
    static let laneCount = 8

    /// By row, what each lane learns from: units of weight, or 0 and 1 if weights are not whole.
    private(set) var learned: [SIMD8<Int32>]
    /// By row, what each lane leaves out.
    private(set) var leftOut: [SIMD8<Int32>]

    /// - Parameters:
    ///   - bins: by feature, the bin of each row.
    ///   - units: by row, a whole weight ≥ 1; `nil` is 1 each.
    init(bins: [WorkingMemory<UInt8>], labels: [Bool], units: [Int32]?, seed: UInt64) {
        let hashes = Self.hashes(bins, rowCount: labels.count, seed: seed)
        let order = labels.indices.sorted { (labels[$0] ? 1 : 0, hashes[$0]) < (labels[$1] ? 1 : 0, hashes[$1]) }
        learned = []
        leftOut = [SIMD8<Int32>](repeating: SIMD8(), count: labels.count)
        var next = 0
        for row in order {
            let units = units.map { Int($0[row]) } ?? 1
            var dealt = SIMD8<Int32>(repeating: Int32(units / Self.laneCount))
            for _ in 0..<units % Self.laneCount {
                dealt[next] += 1
                next = (next + 1) % Self.laneCount
            }
            leftOut[row] = dealt
        }
        learned = labels.indices.map { SIMD8(repeating: units?[$0] ?? 1) &- leftOut[$0] }
    }

    private static func hashes(_ bins: [WorkingMemory<UInt8>], rowCount: Int, seed: UInt64) -> [UInt64] {
        var hashes = [UInt64](repeating: SplitMix64.mix(seed &+ 0xADD), count: rowCount)
        for column in bins { column.mix(into: &hashes) }
        return hashes
    }
}
