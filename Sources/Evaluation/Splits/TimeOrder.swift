import LearningCore

/// Rows from oldest to newest, and the places between two different times where they may be cut.
struct TimeOrder {
    /// Row numbers by time, equal times in row order.
    private let rows: [Int]
    private let groups: [Int]?
    /// Rising places p, 0 < p < rows, with different times before and after; never empty of meaning: one less than there
    /// are different times.
    let boundaries: [Int]

    /// - Throws: ``EvaluationError/invalidTime(row:)`` or ``EvaluationError/unequalLengths(name:expected:found:)``.
    init(_ times: [Double], groups: [Int]?, labels: [Bool]?) throws(EvaluationError) {
        if let row = times.firstIndex(where: { !$0.isFinite }) { throw .invalidTime(row: row) }
        if let groups { try Splitter.requireSameCount("groups", groups.count, rows: times.count) }
        if let labels { try Splitter.requireSameCount("labels", labels.count, rows: times.count) }
        let rows = times.indices.sorted { times[$0] != times[$1] ? times[$0] < times[$1] : $0 < $1 }
        self.rows = rows
        self.groups = groups
        boundaries = rows.indices.dropFirst().filter { times[rows[$0]] != times[rows[$0 - 1]] }
    }

    func requireTimes(_ needed: Int) throws(EvaluationError) {
        let found = rows.isEmpty ? 0 : boundaries.count + 1
        guard found >= needed else { throw .tooFewDistinct(.times, found: found, needed: needed) }
    }

    /// The boundary closest to a place; of two equally close the later one. `boundaries` must not be empty.
    func boundary(near place: Double, among boundaries: some RandomAccessCollection<Int>) -> Int {
        let after = boundaries.partitioningIndex { Double($0) >= place }
        guard after < boundaries.endIndex else { return boundaries[boundaries.index(before: boundaries.endIndex)] }
        guard after > boundaries.startIndex else { return boundaries[after] }
        let before = boundaries[boundaries.index(before: after)]
        return place - Double(before) < Double(boundaries[after]) - place ? before : boundaries[after]
    }

    /// The rows at places of the time order. Training rows of groups in the test part are excluded, as are all rows in
    /// neither range.
    func split(train: Range<Int>, test: Range<Int>) -> Split {
        var inTest: Set<Int> = []
        if let groups { inTest = Set(rows[test].map { groups[$0] }) }
        let isKept = { (row: Int) in groups.map { !inTest.contains($0[row]) } ?? true }
        let dropped = rows[train].filter { !isKept($0) }
        return Split(
            train: rows[train].filter(isKept).sorted(), test: rows[test].sorted(),
            excluded: (dropped + rows[test.upperBound...]).sorted())
    }
}
