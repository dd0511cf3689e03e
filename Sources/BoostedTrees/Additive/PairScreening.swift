import LearningCore

/// A feature in few slices, for the grids of pairs: slice 0 is missing, the others hold neighbouring bins of a number, or levels
/// with similar values in the additive model.
struct FeatureSlices: Sendable {
    let feature: Int
    let sliceOfBin: [UInt8]
    let count: Int

    static let most = 16

    /// - Parameters:
    ///   - values: by bin, what the additive model says; `nil` for numbers, whose bins stand in their order.
    init(feature: Int, binWeights: [Double], values: [Double]?) {
        self.feature = feature
        let bins = Array(binWeights.indices.dropFirst())
        let order = values.map { values in bins.sorted { (values[$0], $0) < (values[$1], $1) } } ?? bins
        var left = order.reduce(0) { $0 + binWeights[$1] }
        var slices = [UInt8](repeating: 0, count: binWeights.count)
        var (slice, filled) = (1, 0.0)
        for bin in order {
            let share = (left + filled) / Double(Self.most - slice)
            // A bin that would overfill a slice by more than half of itself begins the next one.
            if filled > 0, slice < Self.most - 1, filled + binWeights[bin] / 2 > share {
                (slice, filled) = (slice + 1, 0)
            }
            slices[bin] = UInt8(slice)
            filled += binWeights[bin]
            left -= binWeights[bin]
        }
        sliceOfBin = slices
        count = order.isEmpty ? 1 : slice + 1
    }
}

/// Which pairs of features say more together than apart.
struct PairScreening {
    struct Pair: Equatable {
        let first: Int
        let second: Int
    }

    /// With more features than this, only those with the widest curves are paired.
    static let mostFeatures = 100

    let slices: [FeatureSlices]
    /// By feature, the slice of each row.
    let cells: [WorkingMemory<UInt8>]
    let sums: [(gradient: Int32, hessian: Int32)]
    let gradientUnit: Double
    let hessianUnit: Double
    let l2Regularization: Double

    /// The pairs whose best quadrants gain most, the best first. Complexity: O(rows · features²).
    ///
    /// - Parameter isAllowed: whether two features may be a pair.
    func best(
        _ count: Int, of features: [Int], on pool: WorkerPool, where isAllowed: (Int, Int) -> Bool = { _, _ in true }
    ) -> [Pair] {
        guard count > 0, features.count > 1 else { return [] }
        let pairs = features.indices.flatMap { i in
            features.indices.dropFirst(i + 1).map { Pair(first: features[i], second: features[$0]) }
        }.filter { isAllowed($0.first, $0.second) }
        let gains = pool.map(pairs.count) { gain(of: pairs[$0]) }
        let ranked = pairs.indices.sorted { (gains[$1], $0) < (gains[$0], $1) }
        return ranked.prefix(count).filter { gains[$0] > 0 }.map { pairs[$0] }
    }

    /// By how much the best four quadrants gain more than the best cut of either feature alone, which the curves leave.
    private func gain(of pair: Pair) -> Double {
        let (height, width) = (slices[pair.first].count, slices[pair.second].count)
        let grid = GridSums(
            cells[pair.first], cells[pair.second], width: width, height: height, sums: sums)
        var best = 0.0
        for row in 0..<max(height - 1, 0) {
            for column in 0..<max(width - 1, 0) {
                best = max(best, grid.quadrants(row, column).reduce(0) { $0 + gain($1) })
            }
        }
        return best - gain(grid.quadrants(height - 1, width - 1)[0])
    }

    private func gain(_ sums: (gradient: Int64, hessian: Int64)) -> Double {
        let g = Double(sums.gradient) * gradientUnit
        return g * g / (Double(sums.hessian) * hessianUnit + l2Regularization)
    }
}

/// Sums over the cells of a grid from its corner on: `[row][column]` holds all rows and columns up to these.
struct GridSums {
    private var sums: [(gradient: Int64, hessian: Int64)]
    private let width: Int

    init(
        _ rows: WorkingMemory<UInt8>, _ columns: WorkingMemory<UInt8>, width: Int, height: Int,
        sums source: [(gradient: Int32, hessian: Int32)]
    ) {
        self.width = width
        sums = GridSums.cellSums(rows, columns, width: width, height: height, sums: source)
        for cell in sums.indices where cell % width > 0 { add(cell - 1, to: cell) }
        for cell in sums.indices where cell >= width { add(cell - width, to: cell) }
    }

    private mutating func add(_ source: Int, to target: Int) {
        sums[target].gradient += sums[source].gradient
        sums[target].hessian += sums[source].hessian
    }

    /// Up to `row` and `column`; up to `row`, right of `column`; below `row`, up to `column`; the rest.
    func quadrants(_ row: Int, _ column: Int) -> [(gradient: Int64, hessian: Int64)] {
        let corner = sums[row * width + column]
        let above = sums[row * width + width - 1]
        let left = sums[sums.count - width + column]
        let all = sums[sums.count - 1]
        return [
            corner, (above.gradient - corner.gradient, above.hessian - corner.hessian),
            (left.gradient - corner.gradient, left.hessian - corner.hessian),
            (
                all.gradient - above.gradient - left.gradient + corner.gradient,
                all.hessian - above.hessian - left.hessian + corner.hessian
            ),
        ]
    }
}
