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

/// How a feature is binned, and the weight of the rows looked at in each bin.
struct BinProfile: Sendable, Equatable {
    let mapper: BinMapper
    private(set) var binWeights: [Double]

    /// - Parameters:
    ///   - rows: the rows to learn from, those of weight 0 left out.
    ///   - weights: by row; `nil` is 1 each.
    init(column: FeatureColumn, levelCount: Int, rows: [Int32], weights: [Double]?, maxBinCount: Int) {
        switch column {
        case .numeric(let values):
            let counts = ValueCounts(values: values, rows: rows, weights: weights)
            let thresholds = counts.thresholds(maxBinCount: maxBinCount)
            mapper = .numeric(thresholds: thresholds)
            binWeights = [counts.missingWeight] + [Double](repeating: 0, count: thresholds.count + 1)
            var bin = 1
            for (value, weight) in zip(counts.values, counts.weights) {
                while bin <= thresholds.count, thresholds[bin - 1] < value { bin += 1 }
                binWeights[bin] += weight
            }
        case .categorical(let codes):
            let totals = Self.totals(codes, levelCount: levelCount, rows: rows, weights: weights)
            let bins = Self.bins(totals: Array(totals.dropFirst()), maxBinCount: maxBinCount)
            binWeights = [totals[0]] + [Double](repeating: 0, count: Int(bins.max() ?? 0))
            mapper = .categorical(bins: bins, binCount: binWeights.count)
            for (bin, total) in zip(bins, totals.dropFirst()) { binWeights[Int(bin)] += total }
        }
    }

    /// The weight of the missing values, then of each level. Rows of weight 1 are counted by two turns, because many in a row
    /// have the same level and each would wait for the one before.
    private static func totals(_ codes: [Int32], levelCount: Int, rows: [Int32], weights: [Double]?) -> [Double] {
        guard let weights else {
            var counts = [Int](repeating: 0, count: 2 * (levelCount + 1))
            for position in rows.indices {
                counts[2 * Int(codes[Int(rows[position])] + 1) + (position & 1)] += 1
            }
            return (0...levelCount).map { Double(counts[2 * $0] + counts[2 * $0 + 1]) }
        }
        var totals = [Double](repeating: 0, count: levelCount + 1)
        for row in rows { totals[Int(codes[Int(row)] + 1)] += weights[Int(row)] }
        return totals
    }

    /// The most frequent levels get bins of their own, in order of frequency, ties by code.
    private static func bins(totals: [Double], maxBinCount: Int) -> [UInt8] {
        let ranked = totals.indices.filter { totals[$0] > 0 }.sorted { (totals[$1], $0) < (totals[$0], $1) }
        var bins = [UInt8](repeating: 0, count: totals.count)
        for (rank, level) in ranked.enumerated() { bins[level] = UInt8(min(rank + 1, maxBinCount)) }
        return bins
    }
}
