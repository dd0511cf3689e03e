import LearningCore

/// The bins of all rows, twice: column by column for partitioning leaves, and row by row for histograms.
///
/// The rows learned from come first, those only scored along (validation) behind them; they are in the columns only.
struct BinMatrix: Sendable {
    let mappers: [BinMapper]
    let layout: BinLayout
    /// Rows learned from.
    let trainingCount: Int
    /// All rows.
    let rowCount: Int
    let rowMajor: WorkingMemory<UInt8>
    let columnMajor: WorkingMemory<UInt8>

    /// Values beyond this many rows are cut into bins by a sample of the rows.
    static let sampleCount = 200_000

    /// - Parameters:
    ///   - rows: the training rows with weight.
    ///   - minWeight: the least weight of a leaf; features that cannot give both sides that much are left out.
    init(
        training: Dataset, rows: [Int32], validation: FeatureMatrix?, maxBinCount: Int, minWeight: Double, seed: UInt64,
        on pool: WorkerPool
    ) {
        let features = training.features
        let sample = Self.sample(rows, seed: seed)
        let profiles = pool.map(features.columns.count) { index in
            BinProfile(
                column: features.columns[index], levelCount: features.schema.features[index].levelCount ?? 0,
                rows: sample, weights: training.weights, maxBinCount: maxBinCount)
        }
        mappers = profiles.map(\.mapper)
        trainingCount = features.rowCount
        rowCount = features.rowCount + (validation?.rowCount ?? 0)
        layout = FeatureBundler(
            training: features, validation: validation, profiles: profiles,
            areProfilesExact: sample.count == rows.count,
            rows: rows, weights: training.weights, minWeight: minWeight
        ).layout(on: pool)
        rowMajor = WorkingMemory(repeating: 0, count: layout.rowMajorBytes)
        columnMajor = WorkingMemory(repeating: 0, count: layout.columnCount * rowCount)
        fill(from: features, at: 0, on: pool)
        if let validation { fill(from: validation, at: trainingCount, on: pool) }
    }

    /// Every row, or a sample that depends on the seed and the positions of the rows only.
    static func sample(_ rows: [Int32], seed: UInt64) -> [Int32] {
        guard rows.count > sampleCount else { return rows }
        let share = UInt64(Double(sampleCount) / Double(rows.count) * 0x1p64)
        return rows.filter { SplitMix64.mix(seed ^ SplitMix64.mix(UInt64($0))) < share }
    }
}
