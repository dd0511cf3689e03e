import LearningCore

/// Chooses the rows a tree learns from. A row's chance is its own number, so that blocks of rows agree with a serial loop.
struct RowSampler {
    let sampling: GradientBoostingTrainer.RowSampling
    let seed: UInt64

    /// How many rows of its kind a sampled row with a small gradient stands for: (1 − largest) / rest, rounded, so that
    /// sums stay whole.
    var amplification: Int {
        guard case .gradientBased(let largest, let rest) = sampling else { return 1 }
        return min(255, max(1, Int(((1 - largest) / rest).rounded())))
    }

    /// The share of the hash range a probability covers.
    private static func threshold(_ probability: Double) -> UInt64 {
        probability >= 1 ? .max : UInt64(probability * 0x1p64)
    }

    /// - Returns: 0 for rows left out, else how many rows each stands for; `nil` to take all.
    func multiplicities(of rows: [Int32], tree: Int, state: GradientState) -> [UInt8]? {
        let salt = SplitMix64.mix(seed ^ SplitMix64.mix(UInt64(tree) &+ 0x5A_17))
        func chance(_ row: Int32) -> UInt64 { SplitMix64.mix(salt ^ UInt64(row)) }
        switch sampling {
        case .all: return nil
        case .uniform(let fraction):
            guard fraction < 1 else { return nil }
            let limit = Self.threshold(fraction)
            return rows.map { chance($0) < limit ? 1 : 0 }
        case .gradientBased(let largest, _):
            let bucket = Self.largeBucket(of: rows, share: largest, state: state)
            let times = UInt8(amplification)
            let limit = Self.threshold(1 / Double(times))
            return rows.map { row in
                if state.gradientBucket(Int(row)) > bucket { return 1 }
                return chance(row) < limit ? times : 0
            }
        }
    }

    /// The bucket of |g| above which lie at most this share of the rows.
    private static func largeBucket(of rows: [Int32], share: Double, state: GradientState) -> Int {
        var counts = [Int](repeating: 0, count: 4_097)
        for row in rows { counts[state.gradientBucket(Int(row))] += 1 }
        var most = Int(share * Double(rows.count))
        var bucket = counts.count - 1
        while bucket > 0, counts[bucket] <= most {
            most -= counts[bucket]
            bucket -= 1
        }
        return bucket
    }
}
