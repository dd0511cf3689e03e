import Evaluation
import FeatureExtraction
import LearningCore
import Tabular

/// How well one column alone tells won from lost, out of fold.
///
/// Every row gets the smoothed won rate of its bin among the *other* folds' rows: (won + 20 · base) / (rows + 20). Bins
/// are the levels of a text, twenty ranges of equal count for numbers and dates, and one each for blank and placeholder.
/// The AUC of those rates over all rows is the column's. Smoothing keeps a column of many small levels from looking good
/// by chance; the folds keep it from remembering its own rows.
enum ColumnAlone {
    static let foldCount = 5
    static let rangeCount = 20
    static let smoothing = 20.0

    /// Complexity: O(rows log rows).
    static func auc(of column: Column, labels: [Bool], fold: [UInt8]) -> Double? {
        let bins = bins(of: column)
        let binCount = Int(bins.max() ?? 0) + 1
        var won = [Double](repeating: 0, count: binCount * foldCount)
        var all = [Double](repeating: 0, count: binCount * foldCount)
        for row in labels.indices {
            let cell = Int(bins[row]) * foldCount + Int(fold[row])
            all[cell] += 1
            if labels[row] { won[cell] += 1 }
        }
        let base = Double(labels.count { $0 }) / Double(max(labels.count, 1))
        var rates = [Double](repeating: base, count: binCount * foldCount)
        for bin in 0..<binCount {
            let cells = bin * foldCount..<(bin + 1) * foldCount
            let (wonInBin, allInBin) = (won[cells].reduce(0, +), all[cells].reduce(0, +))
            for cell in cells {
                rates[cell] = (wonInBin - won[cell] + smoothing * base) / (allInBin - all[cell] + smoothing)
            }
        }
        let scores = labels.indices.map { rates[Int(bins[$0]) * foldCount + Int(fold[$0])] }
        return (try? ScoredOutcomes(probabilities: scores, labels: labels)).flatMap { ROCAUC().value(of: $0) }
    }

    /// 0 is blank, 1 a placeholder, then the values' bins.
    private static func bins(of column: Column) -> [Int32] {
        let states = { (row: Int) -> Int32? in
            switch column.state(at: row) {
            case .absent: 0
            case .placeholder: 1
            case .value: nil
            }
        }
        switch column.values {
        case .number(let values), .date(let values):
            let edges = rangeEdges(of: values)
            return values.indices.map { states($0) ?? 2 + Int32(rank(of: values[$0], in: edges)) }
        case .boolean(let values): return values.indices.map { states($0) ?? (values[$0] ? 3 : 2) }
        case .text(.dictionary(let codes, _)): return codes.indices.map { states($0) ?? 2 + codes[$0] }
        // Text kept in a buffer differs in almost every row: nothing but being there can be learned from it.
        case .text(.buffer(_, let offsets)): return (0..<offsets.count - 1).map { states($0) ?? 2 }
        }
    }

    /// Upper edges of at most twenty ranges of about equal count; distinct, so that ties stay together.
    static func rangeEdges(of values: [Double]) -> [Double] {
        let sorted = values.filter { !$0.isNaN }.sorted()
        guard let last = sorted.last else { return [] }
        var edges: [Double] = []
        for part in 1..<rangeCount {
            let edge = sorted[(sorted.count - 1) * part / rangeCount]
            if edges.last != edge, edge < last { edges.append(edge) }
        }
        return edges
    }

    private static func rank(of value: Double, in edges: [Double]) -> Int {
        edges.partitioningIndex { value <= $0 }
    }
}
