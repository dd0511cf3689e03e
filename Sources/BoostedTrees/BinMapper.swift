import LearningCore

/// How the values of one feature become bins: bin 0 is missing, bins 1 … `binCount − 1` are values.
enum BinMapper: Sendable, Equatable {
    /// Ascending and finite. Bin b ≥ 1 holds the values with thresholds[b − 2] < value ≤ thresholds[b − 1], the first and
    /// last bin being open below and above.
    case numeric(thresholds: [Double])
    /// The bin of each level code. Levels without a row in training share bin 0 with missing; when there are more levels
    /// than bins, the rarest share the last bin.
    case categorical(bins: [UInt8], binCount: Int)

    /// The number of bins, the missing one included; ≤ 256.
    var binCount: Int {
        switch self {
        case .numeric(let thresholds): thresholds.count + 2
        case .categorical(_, let binCount): binCount
        }
    }

    /// - Parameters:
    ///   - rows: the rows to learn from, those of weight 0 left out.
    ///   - weights: by row; `nil` is 1 each.
    init(column: FeatureColumn, levelCount: Int, rows: [Int32], weights: [Double]?, maxBinCount: Int) {
        switch column {
        case .numeric(let values):
            let counts = ValueCounts(values: values, rows: rows, weights: weights)
            self = .numeric(thresholds: counts.thresholds(maxBinCount: maxBinCount))
        case .categorical(let codes):
            var totals = [Double](repeating: 0, count: levelCount)
            for row in rows where codes[Int(row)] >= 0 { totals[Int(codes[Int(row)])] += weights?[Int(row)] ?? 1 }
            self = Self.levels(totals: totals, maxBinCount: maxBinCount)
        }
    }

    /// The most frequent levels get bins of their own, in order of frequency, ties by code.
    private static func levels(totals: [Double], maxBinCount: Int) -> BinMapper {
        let present = totals.indices.filter { totals[$0] > 0 }
        let ranked = present.sorted { (totals[$1], $0) < (totals[$0], $1) }
        var bins = [UInt8](repeating: 0, count: totals.count)
        for (rank, level) in ranked.enumerated() { bins[level] = UInt8(min(rank + 1, maxBinCount)) }
        return .categorical(bins: bins, binCount: min(ranked.count, maxBinCount) + 1)
    }

    /// The bin of a number; NaN is missing. Complexity: O(log bins). The kernels have a faster twin.
    func bin(of value: Double) -> UInt8 {
        guard case .numeric(let thresholds) = self, !value.isNaN else { return 0 }
        var low = 0
        var high = thresholds.count
        while low < high {
            let middle = (low + high) / 2
            if thresholds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return UInt8(low + 1)
    }

    /// The bin of a level; −1 is missing.
    func bin(of code: Int32) -> UInt8 {
        guard case .categorical(let bins, _) = self, code >= 0 else { return 0 }
        return bins[Int(code)]
    }
}
