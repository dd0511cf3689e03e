/// Deals rows to parts, such as the folds of a cross-validation, so that neither the order of the rows nor how their weight is
/// written matters.
///
/// Rows are sorted by outcome and by a hash of their content and dealt in turn, one unit of weight at a time. Each part gets its
/// share of the won and of the lost rows, equal rows are spread over all parts, a row of whole weight w is dealt like w rows, and
/// a row of weight 0 is not dealt. Rows whose hashes are equal are taken to be equal; that others are is a chance of 2^−64.
public struct RowDealer: Sendable {
    public let partCount: Int
    /// By row, the whole weight that is dealt.
    private let units: [Int]
    /// By row, the part that gets its first unit.
    private let first: [Int]

    /// - Parameters:
    ///   - hashes: by row, of everything that makes a row what it is but its outcome and its weight.
    ///   - units: by row, at least 0; `nil` is 1 each.
    ///   - partCount: at least 1.
    /// - Complexity: O(rows · log rows).
    public init(hashes: [UInt64], labels: [Bool], units: [Int]? = nil, partCount: Int) {
        precondition(hashes.count == labels.count && partCount >= 1 && units.map { $0.count == labels.count } ?? true)
        self.partCount = partCount
        let units = units ?? [Int](repeating: 1, count: labels.count)
        let order = labels.indices.sorted { (labels[$0] ? 1 : 0, hashes[$0]) < (labels[$1] ? 1 : 0, hashes[$1]) }
        var first = [Int](repeating: 0, count: labels.count)
        var next = 0
        for row in order {
            first[row] = next
            next = (next + units[row] % partCount) % partCount
        }
        self.units = units
        self.first = first
    }

    /// How many units of a row a part gets.
    public func units(ofRow row: Int, inPart part: Int) -> Int {
        let turn = (part - first[row] + partCount) % partCount
        return units[row] / partCount + (turn < units[row] % partCount ? 1 : 0)
    }
}
