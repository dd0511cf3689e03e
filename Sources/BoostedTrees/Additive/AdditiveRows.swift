import LearningCore

/// The rows additive boosting learns from, those of weight 0 left out, as cells and weights.
struct AdditiveRows {
    let mappers: [BinMapper]
    /// By feature: the bin of every row, validation rows last.
    let bins: [WorkingMemory<UInt8>]
    /// By feature and bin, the weight of the training rows, the mean weight being 1 where weights are not whole.
    let binWeights: [[Double]]
    let labels: [Bool]
    let validationCount: Int
    let dealt: (learned: [SIMD8<Int32>], leftOut: [SIMD8<Int32>])
    /// By row, what its steps are multiplied with: 1 for whole weights, which the lanes count in units.
    let factors: [Float]
    /// By row, the weight, in units or relative to the mean.
    let weights: [Double]
    /// The units of all rows, or the sum of their factors.
    let total: Double
    let largestFactor: Double
    /// The weight that a factor or a unit of 1 stands for.
    let weightUnit: Double

    init(_ dataset: Dataset, validation: Dataset?, maxBinCount: Int, seed: UInt64, on pool: WorkerPool) {
        let kept = (0..<dataset.rowCount).filter { dataset.weights?[$0] != 0 }
        let whole = RowWeights(dataset)
        let sample = BinMatrix.sample(kept.map(Int32.init), seed: seed)
        let features = dataset.features
        let profiles = pool.map(features.columns.count) { index in
            BinProfile(
                column: features.columns[index], levelCount: features.schema.features[index].levelCount ?? 0,
                rows: sample, weights: dataset.weights, maxBinCount: maxBinCount)
        }
        mappers = profiles.map(\.mapper)
        bins = pool.map(profiles.count) { index in
            let mapper = profiles[index].mapper
            let all = mapper.bins(of: features.columns[index])
            let extra = validation.map { mapper.bins(of: $0.features.columns[index]) } ?? []
            return WorkingMemory((kept.count == all.count ? all : kept.map { all[$0] }) + extra, padding: 0)
        }
        labels = kept.map { dataset.labels[$0] }
        validationCount = validation?.rowCount ?? 0
        let units = whole.areWhole ? whole.units.map { units in kept.map { units[$0] } } : nil
        let mean = whole.areWhole ? 1 : dataset.totalWeight.all / Double(kept.count)
        factors = kept.map { whole.areWhole ? 1 : Float((dataset.weights?[$0] ?? 1) / mean) }
        total = whole.areWhole ? Double(whole.total) : factors.reduce(0) { $0 + Double($1) }
        largestFactor = Double(factors.max() ?? 1)
        weightUnit = mean
        let dealer = LaneDealer(bins: bins, labels: labels, units: units, seed: seed)
        dealt = (dealer.learned, dealer.leftOut)
        weights = zip(factors, units ?? [Int32](repeating: 1, count: kept.count)).map { Double($0) * Double($1) }
        binWeights = zip(bins, mappers).map { [weights] in $0.sums(of: weights, count: $1.binCount) }
    }
}
