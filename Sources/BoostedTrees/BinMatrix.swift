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

    /// - Parameter rows: the training rows with weight.
    init(
        training: Dataset, rows: [Int32], validation: FeatureMatrix?, maxBinCount: Int, seed: UInt64,
        on pool: WorkerPool
    ) {
        let features = training.features
        let sample = Self.sample(rows, seed: seed)
        let mappers = pool.map(features.columns.count) { index in
            BinMapper(
                column: features.columns[index], levelCount: features.schema.features[index].levelCount ?? 0,
                rows: sample, weights: training.weights, maxBinCount: maxBinCount)
        }
        self.mappers = mappers
        trainingCount = features.rowCount
        rowCount = features.rowCount + (validation?.rowCount ?? 0)
        let used = pool.map(mappers.count) { Self.usedBinCount(features.columns[$0], rows: rows, mappers[$0]) }
        layout = BinLayout(binCounts: mappers.map(\.binCount), usedBinCounts: used, rowCount: trainingCount)
        rowMajor = WorkingMemory(repeating: 0, count: layout.rowMajorBytes)
        columnMajor = WorkingMemory(repeating: 0, count: layout.features.count * rowCount)
        fill(from: features, at: 0, on: pool)
        if let validation { fill(from: validation, at: trainingCount, on: pool) }
    }

    /// Every row, or a sample that depends on the seed and the positions of the rows only.
    private static func sample(_ rows: [Int32], seed: UInt64) -> [Int32] {
        guard rows.count > sampleCount else { return rows }
        let share = UInt64(Double(sampleCount) / Double(rows.count) * 0x1p64)
        return rows.filter { SplitMix64.mix(seed ^ SplitMix64.mix(UInt64($0))) < share }
    }

    /// 1 if all rows have the same bin, else 2 or more: whether there is anything to split.
    private static func usedBinCount(_ column: FeatureColumn, rows: [Int32], _ mapper: BinMapper) -> Int {
        guard mapper.binCount > 1, let first = rows.first else { return 1 }
        switch column {
        case .numeric(let values):
            if mapper.binCount > 2 { return mapper.binCount }
            return rows.contains { values[Int($0)].isNaN != values[Int(first)].isNaN } ? 2 : 1
        case .categorical(let codes):
            return rows.contains { codes[Int($0)] != codes[Int(first)] } ? 2 : 1
        }
    }
}
