import LearningCore

/// Which rows each lane leaves out: an eighth of the won and of the lost ones, as a ``RowDealer`` deals them by their bins.
struct LaneDealer {
    static let laneCount = 8

    /// By row, what each lane learns from: units of weight, or 0 and 1 if weights are not whole.
    let learned: [SIMD8<Int32>]
    /// By row, what each lane leaves out.
    let leftOut: [SIMD8<Int32>]

    /// - Parameters:
    ///   - bins: by feature, the bin of each row.
    ///   - units: by row, a whole weight ≥ 1; `nil` is 1 each.
    init(bins: [WorkingMemory<UInt8>], labels: [Bool], units: [Int32]?, seed: UInt64) {
        var hashes = [UInt64](repeating: SplitMix64.mix(seed &+ 0xADD), count: labels.count)
        for column in bins { column.mix(into: &hashes) }
        let dealer = RowDealer(
            hashes: hashes, labels: labels, units: units?.map(Int.init), partCount: Self.laneCount)
        let leftOut = labels.indices.map { row in
            var dealt = SIMD8<Int32>()
            for lane in 0..<Self.laneCount { dealt[lane] = Int32(dealer.units(ofRow: row, inPart: lane)) }
            return dealt
        }
        self.leftOut = leftOut
        learned = labels.indices.map { SIMD8(repeating: units?[$0] ?? 1) &- leftOut[$0] }
    }
}
