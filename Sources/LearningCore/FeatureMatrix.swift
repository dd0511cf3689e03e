/// One column of values.
public enum FeatureColumn: Sendable, Equatable {
    /// Real numbers; `NaN` is missing. Infinite values are refused by ``FeatureMatrix``.
    case numeric([Double])
    /// Codes into the feature's levels; `-1` is missing.
    case categorical([Int32])

    public var count: Int {
        switch self {
        case .numeric(let values): values.count
        case .categorical(let codes): codes.count
        }
    }

    /// The given rows, in the given order, repeats allowed.
    public func selecting(_ rows: [Int]) -> FeatureColumn {
        switch self {
        case .numeric(let values): .numeric(rows.map { values[$0] })
        case .categorical(let codes): .categorical(rows.map { codes[$0] })
        }
    }
}

/// Named feature values of `rowCount` leads, stored column by column.
///
/// A matrix that exists is valid: every column has the same length and fits its feature's kind, codes are in
/// `-1 ..< levels`, and no value is infinite (`NaN` is how a missing number is written).
public struct FeatureMatrix: Sendable, Equatable {
    public let schema: FeatureSchema
    public let columns: [FeatureColumn]
    public let rowCount: Int

    /// - Parameter rowCount: needed only for a matrix without columns.
    /// - Throws: ``LearningError`` naming the first column that does not fit. Complexity: O(rows × features).
    public init(schema: FeatureSchema, columns: [FeatureColumn], rowCount: Int? = nil) throws(LearningError) {
        guard schema.count == columns.count else {
            throw .schemaMismatch(expected: "\(schema.count) features", found: "\(columns.count) columns")
        }
        let rows = rowCount ?? columns.first?.count ?? 0
        for (feature, column) in zip(schema.features, columns) { try Self.check(column, feature, rowCount: rows) }
        self.schema = schema
        self.columns = columns
        self.rowCount = rows
    }

    private static func check(_ column: FeatureColumn, _ feature: Feature, rowCount: Int) throws(LearningError) {
        guard column.count == rowCount else {
            throw .unequalLengths(feature: feature.name, expected: rowCount, found: column.count)
        }
        switch (feature.kind, column) {
        case (.numeric, .numeric(let values)):
            if let row = values.firstIndex(where: \.isInfinite) { throw .invalidValue(feature: feature.name, row: row) }
        case (.categorical(let levels), .categorical(let codes)):
            if let row = codes.firstIndex(where: { $0 < -1 || $0 >= levels.count }) {
                throw .invalidValue(feature: feature.name, row: row)
            }
        default: throw .wrongKind(feature: feature.name)
        }
    }

    /// A matrix made of parts of a valid one, which needs no second check.
    private init(checked schema: FeatureSchema, columns: [FeatureColumn], rowCount: Int) {
        self.schema = schema
        self.columns = columns
        self.rowCount = rowCount
    }

    /// The given rows, in the given order, repeats allowed. Complexity: O(rows selected × features).
    public func selecting(rows: [Int]) -> FeatureMatrix {
        FeatureMatrix(checked: schema, columns: columns.map { $0.selecting(rows) }, rowCount: rows.count)
    }

    /// The same rows with other values of the feature at a position; the values of the others are shared.
    ///
    /// - Throws: ``LearningError`` if the column does not fit the feature or the rows. Complexity: O(rows + features).
    public func replacing(_ position: Int, with column: FeatureColumn) throws(LearningError) -> FeatureMatrix {
        try Self.check(column, schema.features[position], rowCount: rowCount)
        var columns = columns
        columns[position] = column
        return FeatureMatrix(checked: schema, columns: columns, rowCount: rowCount)
    }

    /// The same rows with some features replaced by others; the values of the rest are shared, and not looked at.
    ///
    /// - Parameter replacements: by position, the feature and its values.
    /// - Throws: ``LearningError`` if a column does not fit its feature or the rows, or two features have one name.
    ///   Complexity: O(rows × replacements + features).
    public func replacing(
        _ replacements: [Int: (feature: Feature, column: FeatureColumn)]
    ) throws(LearningError) -> FeatureMatrix {
        var (features, columns) = (schema.features, columns)
        for (position, new) in replacements.sorted(by: { $0.key < $1.key }) {
            try Self.check(new.column, new.feature, rowCount: rowCount)
            (features[position], columns[position]) = (new.feature, new.column)
        }
        return FeatureMatrix(checked: try FeatureSchema(features), columns: columns, rowCount: rowCount)
    }

    /// The features at the given positions. Complexity: O(features); the values are shared.
    public func selecting(features positions: [Int]) -> FeatureMatrix {
        guard let part = try? FeatureSchema(positions.map { schema.features[$0] }) else {
            preconditionFailure("a feature was selected twice")
        }
        return FeatureMatrix(checked: part, columns: positions.map { columns[$0] }, rowCount: rowCount)
    }
}
