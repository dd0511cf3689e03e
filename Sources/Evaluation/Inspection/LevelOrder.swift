import LearningCore

/// Levels of a feature in a row, so that neighbours' leads are alike in all other features (Apley and Zhu, 2020, appendix).
///
/// Two levels are as far apart as the distributions of the other features among their rows are, summed over the features:
/// for a number the largest difference of the distribution functions, read off at its percentiles (Kolmogorov and Smirnov;
/// missing lies below all numbers), for levels half the sum of the differences of their shares. The order is that of the first
/// coordinate of classical scaling: the leading eigenvector of −½ J D² J, with J = I − 11ᵀ/L. It begins on the side of the
/// first level of the schema.
struct LevelOrder {
    /// Places of the grid.
    let places: [Int]

    private static let percentiles = 100
    private static let rounds = 500

    /// - Parameter places: by row of `matrix`, its place in the grid; all have one.
    /// - Complexity: O(rows × features + levels² × features).
    init(of grid: FeatureGrid, places: [Int], in matrix: FeatureMatrix) {
        let count = grid.values.count
        var distances = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for (feature, column) in matrix.columns.enumerated() where feature != grid.feature {
            let profiles = Self.profiles(
                of: column, levelCount: matrix.schema.features[feature].levelCount, places, count)
            let isNumeric = matrix.schema.features[feature].levelCount == nil
            for a in 0..<count {
                for b in 0..<a {
                    let gaps = zip(profiles[a], profiles[b]).map { abs($0 - $1) }
                    let distance = isNumeric ? gaps.max() ?? 0 : gaps.reduce(0, +) / 2
                    distances[a][b] += distance
                    distances[b][a] += distance
                }
            }
        }
        let coordinates = Self.coordinates(distances)
        self.places = coordinates.indices.sorted { (coordinates[$0], $0) < (coordinates[$1], $1) }
    }

    /// By level, the distribution function of a number at its percentiles, or the shares of the levels; missing first.
    private static func profiles(
        of column: FeatureColumn, levelCount: Int?, _ places: [Int], _ count: Int
    ) -> [[Double]] {
        let cells: [Int]
        let cellCount: Int
        switch column {
        case .numeric(let values):
            let sorted = values.filter { !$0.isNaN }.sorted()
            let edges = (sorted.isEmpty ? 0..<0 : 1..<percentiles + 1).map {
                sorted[max($0 * sorted.count / percentiles, 1) - 1]
            }
            cells = values.map { value in value.isNaN ? 0 : 1 + edges.partitioningIndex { value <= $0 } }
            cellCount = edges.count + 2
        case .categorical(let codes):
            cells = codes.map { Int($0) + 1 }
            cellCount = (levelCount ?? 0) + 1
        }
        var profiles = [[Double]](repeating: [Double](repeating: 0, count: cellCount), count: count)
        var rows = [Double](repeating: 0, count: count)
        for (place, cell) in zip(places, cells) {
            profiles[place][cell] += 1
            rows[place] += 1
        }
        for place in profiles.indices {
            for cell in profiles[place].indices { profiles[place][cell] /= max(rows[place], 1) }
            guard levelCount == nil else { continue }
            for cell in profiles[place].indices.dropFirst() { profiles[place][cell] += profiles[place][cell - 1] }
        }
        return profiles
    }

    /// The leading eigenvector of the doubly centred squares, by power iteration; moved by the largest row sum, so that the
    /// largest eigenvalue is also the largest in size.
    private static func coordinates(_ distances: [[Double]]) -> [Double] {
        let count = Double(distances.count)
        let squares = distances.map { $0.map { $0 * $0 } }
        let means = squares.map { $0.reduce(0, +) / count }
        let mean = means.reduce(0, +) / count
        var matrix = squares.enumerated().map { a, row in
            row.enumerated().map { b, square in -0.5 * (square - means[a] - means[b] + mean) }
        }
        guard let widest = matrix.indices.max(by: { (matrix[$0][$0], $1) < (matrix[$1][$1], $0) }),
            matrix[widest][widest] > 0
        else { return [Double](repeating: 0, count: distances.count) }
        var vector = matrix[widest]
        let shift = matrix.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 0
        for index in matrix.indices { matrix[index][index] += shift }
        for _ in 0..<rounds {
            let next = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
            let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
            vector = next.map { $0 / length }
        }
        return vector[0] <= 0 ? vector : vector.map { -$0 }
    }
}
