public import LearningCore
public import Tabular

/// What a column holds, counted: the evidence for the role it is given.
public struct ColumnProfile: Sendable, Equatable {
    public let name: String
    public let type: ColumnType
    public let rowCount: Int
    public let absentCount: Int
    public let placeholderCount: Int
    /// Distinct values, counted up to ``distinctLimit``.
    public let distinctCount: Int
    /// The share of rows that hold the commonest value, where the distinct values could be counted.
    public let commonestShare: Double?
    /// For text: how often each level occurs; empty for other types and for text stored in a buffer.
    public let levelCounts: [Int]
    /// Numbers without a fraction that are all different.
    public let isUniqueInteger: Bool
    /// Each value is larger than the one before, or each is smaller: a counter, or a time.
    public let isStrictlyMonotone: Bool
    /// Mean number of words of a text.
    public let meanWordCount: Double
    /// The earliest and latest value of a date column, in seconds since 1970.
    public let timeRange: ClosedRange<Double>?
    /// A date column with a time of day other than midnight.
    public let hasTimeOfDay: Bool
    /// For text: what reads most of its values.
    public let normaliser: NormaliserFinding?

    /// Beyond this many, distinct numbers are not counted further.
    public static let distinctLimit = 256

    public var valueCount: Int { rowCount - absentCount - placeholderCount }

    /// Few enough distinct texts for them to be levels of a category.
    var hasLevels: Bool { distinctCount <= 20 || Double(distinctCount) <= 0.5 * Double(valueCount) }
}

extension ColumnProfile {
    /// Profiles every column of a table. Complexity: O(cells), parallel over columns.
    ///
    /// - Parameter tables: the words by which text is recognised as titles, countries and so on.
    public static func profiles(
        of frame: DataFrame, tables: NormaliserTables = .standard, on pool: WorkerPool
    ) -> [ColumnProfile] {
        pool.map(frame.columns.count) { ColumnProfile(of: frame.columns[$0], tables) }
    }

    init(of column: Column, _ tables: NormaliserTables = .standard) {
        name = column.name
        type = column.type
        let rows = column.count
        rowCount = rows
        absentCount = column.count(of: .absent)
        placeholderCount = column.count(of: .placeholder)
        var numbers = NumberFacts()
        var text = TextFacts()
        var truths = 0
        switch column.values {
        case .number(let values), .date(let values): numbers = NumberFacts(values)
        case .boolean(let values): truths = values.indices.count { values[$0] && column.state(at: $0) == .value }
        case .text(let values): text = TextFacts(values)
        }
        let values = rows - absentCount - placeholderCount
        levelCounts = text.levelCounts
        meanWordCount = text.meanWordCount
        isUniqueInteger = numbers.areIntegers && numbers.isMonotoneOrUnique && values == rows
        isStrictlyMonotone = numbers.isStrictlyMonotone && values == rows
        normaliser = NormaliserFinding(in: column, levelCounts: text.levelCounts, tables)
        let isDate = type == .date
        timeRange = isDate && numbers.low <= numbers.high ? numbers.low...numbers.high : nil
        hasTimeOfDay = isDate && numbers.hasTimeOfDay
        switch type {
        case .number, .date:
            distinctCount = numbers.distinctCount
            commonestShare = numbers.commonestCount.map { Double($0) / Double(max(rows, 1)) }
        case .boolean:
            distinctCount = (truths > 0 ? 1 : 0) + (truths < values ? 1 : 0)
            commonestShare = Double(max(truths, values - truths)) / Double(max(rows, 1))
        case .text:
            distinctCount = text.distinctCount
            commonestShare = text.levelCounts.max().map { Double($0) / Double(max(rows, 1)) }
        }
    }
}

/// Facts of a numeric column, gathered in one pass and, for what looks like an identifier, one sort.
private struct NumberFacts {
    var distinctCount = 0
    var commonestCount: Int?
    var areIntegers = true
    var isStrictlyMonotone = false
    var isMonotoneOrUnique = false
    var hasTimeOfDay = false
    var low = Double.infinity
    var high = -Double.infinity

    init() {}

    init(_ values: [Double]) {
        var counts: [Double: Int] = [:]
        var rises = true
        var falls = true
        var previous = Double.nan
        for value in values where !value.isNaN {
            if counts.count <= ColumnProfile.distinctLimit { counts[value, default: 0] += 1 }
            if value != value.rounded() { areIntegers = false }
            if !hasTimeOfDay, value.remainder(dividingBy: 86_400) != 0 { hasTimeOfDay = true }
            low = min(low, value)
            high = max(high, value)
            if previous >= value { rises = false }
            if previous <= value { falls = false }
            previous = value
        }
        distinctCount = counts.count
        if counts.count <= ColumnProfile.distinctLimit { commonestCount = counts.values.max() }
        isStrictlyMonotone = values.count > 1 && (rises || falls)
        isMonotoneOrUnique = isStrictlyMonotone
        // Only a column that could be an identifier is worth a sort.
        if !isMonotoneOrUnique, areIntegers, counts.count > ColumnProfile.distinctLimit,
            high - low >= Double(values.count - 1)
        {
            let sorted = values.sorted()
            isMonotoneOrUnique = zip(sorted, sorted.dropFirst()).allSatisfy { $0 < $1 }
        }
    }
}

/// Facts of a text column.
private struct TextFacts {
    var distinctCount = 0
    var levelCounts: [Int] = []
    var meanWordCount = 0.0

    init() {}

    init(_ values: TextValues) {
        switch values {
        case .dictionary(let codes, let levels):
            levelCounts = [Int](repeating: 0, count: levels.count)
            for code in codes where code >= 0 { levelCounts[Int(code)] += 1 }
            distinctCount = levelCounts.count { $0 > 0 }
            var words = 0
            for (level, count) in zip(levels, levelCounts) { words += Self.wordCount(level.utf8) * count }
            meanWordCount = Double(words) / Double(max(levelCounts.reduce(0, +), 1))
        case .buffer(let bytes, let offsets):
            var hashes = Set<UInt64>(minimumCapacity: offsets.count)
            var words = 0
            var count = 0
            for (start, end) in zip(offsets, offsets.dropFirst()) where start < end {
                hashes.insert(Self.hash(bytes[start..<end]))
                words += Self.wordCount(bytes[start..<end])
                count += 1
            }
            distinctCount = hashes.count
            meanWordCount = Double(words) / Double(max(count, 1))
        }
    }

    /// 64 bits, so that equal hashes mean equal texts in any table that fits in memory.
    private static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in text { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return SplitMix64.mix(hash)
    }

    private static func wordCount(_ text: some Collection<UInt8>) -> Int {
        text.count { $0 == UInt8(ascii: " ") } + 1
    }
}
