import Foundation
import LearningCore

/// The training rows as the solvers see them: columns that are still to be standardised on the way, and one-hot blocks
/// kept as one small number a row, so that a feature of 200 levels does not cost 200 columns.
///
/// Solvers number their parameters in their own order: the intercept, the dense columns, then the levels of block after
/// block. ``coefficients(from:)`` puts them back into the order of the ``DesignEncoding``.
struct Design: Sendable {
    /// A column of which every row has a number of its own.
    enum DenseColumn: Sendable {
        /// (x − center) · factor, `fill` where x is missing. The storage is shared with the matrix unless t is a log.
        case value([Double], center: Double, factor: Double, fill: Double)
        /// 1 where x is missing, else 0.
        case missing([Double])
    }

    /// The one-hot columns of a feature: at most one of them is 1 in a row.
    struct LevelBlock: Sendable {
        let codes: [Int32]
        /// For each code from −1 on, the position of its column within the block; `columnCount` if it has none.
        let columnOfCode: [Int32]
        let columnCount: Int
    }

    let rowCount: Int
    let dense: [DenseColumn]
    let blocks: [LevelBlock]
    /// For each parameter but the intercept, its design column in the encoding's order.
    private let columnOfParameter: [Int]

    init(of matrix: FeatureMatrix, encodedBy encoding: DesignEncoding, on pool: WorkerPool) {
        var dense: [(column: DenseColumn, position: Int)] = []
        var blocks: [(block: LevelBlock, range: Range<Int>)] = []
        let transformed = pool.map(matrix.columns.count) { Self.transformed(matrix.columns[$0], encoding.features[$0]) }
        for (position, range) in encoding.columnRanges.enumerated() {
            switch (encoding.features[position], matrix.columns[position]) {
            case (.numeric(let numeric), .numeric(let raw)):
                if numeric.hasValueColumn {
                    let column = DenseColumn.value(
                        transformed[position] ?? raw, center: numeric.center, factor: 1 / numeric.scale,
                        fill: numeric.encodedFill)
                    dense.append((column, range.lowerBound))
                }
                if numeric.hasMissingColumn { dense.append((.missing(raw), range.upperBound - 1)) }
            case (.categorical(let categorical), .categorical(let codes)):
                let levelCount = matrix.schema.features[position].levelCount ?? 0
                let table = categorical.columnTable(levelCount: levelCount, none: Int32(range.count))
                blocks.append((LevelBlock(codes: codes, columnOfCode: table, columnCount: range.count), range))
            default: continue
            }
        }
        rowCount = matrix.rowCount
        self.dense = dense.map(\.column)
        self.blocks = blocks.map(\.block)
        columnOfParameter = dense.map(\.position) + blocks.flatMap { Array($0.range) }
    }

    private static func transformed(_ column: FeatureColumn, _ encoding: FeatureEncoding) -> [Double]? {
        guard case .numeric(let values) = column, case .numeric(let numeric) = encoding, numeric.hasValueColumn,
            numeric.transform == .signedLog
        else { return nil }
        return values.map(numeric.transform.callAsFunction)
    }

    /// The number of parameters, the intercept included.
    var parameterCount: Int { columnOfParameter.count + 1 }

    /// Parameters without the intercept, in the order of the encoding's design columns.
    func coefficients(from parameters: [Double]) -> [Double] {
        var coefficients = [Double](repeating: 0, count: columnOfParameter.count)
        for (parameter, column) in columnOfParameter.enumerated() { coefficients[column] = parameters[parameter + 1] }
        return coefficients
    }

    /// The inverse of ``coefficients(from:)``.
    func parameters(intercept: Double, coefficients: [Double]) -> [Double] {
        [intercept] + columnOfParameter.map { coefficients[$0] }
    }
}
