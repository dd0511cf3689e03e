public import LearningCore

/// Where a feature is looked at: numbers at quantiles of the rows, levels one by one.
///
/// The grid of a number is z_0 < … < z_K: its least value and, for k = 1…K, the smallest value that at least k / K of the rows
/// with a value do not exceed (the inverse of the empirical distribution), each once. With no more than K + 1 different values
/// these are all of them.
public struct FeatureGrid: Sendable, Equatable {
    public let feature: Int
    /// Rising numbers, or levels in the schema's order; of levels only those that occur. Never missing.
    public let values: [FeatureValue]
    /// By row, the place of its value in the grid: that of the smallest number of the grid that is not below it. −1 is missing.
    public let places: [Int]

    /// - Parameters:
    ///   - feature: position in the schema.
    ///   - intervals: K, at least 1.
    /// - Complexity: O(rows · log rows).
    public init(of feature: Int, in matrix: FeatureMatrix, intervals: Int) {
        precondition(intervals >= 1)
        self.feature = feature
        switch matrix.columns[feature] {
        case .numeric(let numbers):
            let grid = Self.grid(numbers.filter { !$0.isNaN }.sorted(), intervals)
            values = grid.map(FeatureValue.number)
            places = numbers.map { number in
                number.isNaN ? -1 : grid.partitioningIndex { number <= $0 }
            }
        case .categorical(let codes):
            let levels = Set(codes).filter { $0 >= 0 }.sorted()
            let placeOfLevel = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
            values = levels.map { .level(Int($0)) }
            places = codes.map { placeOfLevel[$0] ?? -1 }
        }
    }

    private static func grid(_ sorted: [Double], _ intervals: Int) -> [Double] {
        guard let least = sorted.first else { return [] }
        var distinct = [least]
        for value in sorted where value != distinct[distinct.count - 1] {
            distinct.append(value)
            if distinct.count > intervals + 1 { break }
        }
        guard distinct.count > intervals + 1 else { return distinct }
        var grid = [least]
        for k in 1...intervals {
            let value = sorted[(k * sorted.count + intervals - 1) / intervals - 1]
            if value != grid[grid.count - 1] { grid.append(value) }
        }
        return grid
    }

    /// How many rows lie at each place.
    public var counts: [Int] {
        var counts = [Int](repeating: 0, count: values.count)
        for place in places where place >= 0 { counts[place] += 1 }
        return counts
    }

    public var missingCount: Int { places.count { $0 < 0 } }
}
