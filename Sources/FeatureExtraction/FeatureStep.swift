public import LearningCore
public import Tabular

/// A fitted step: one column of a table to one or more features, the same for every lead, whatever its neighbours.
public enum FeatureStep: Sendable, Hashable, Codable {
    /// A number as it is; blank and placeholder are missing. A flag feature keeps the two apart if `flagsPlaceholder`.
    case number(column: String, flagsPlaceholder: Bool)
    /// Levels, then the pooled levels ``FeatureStep/rareLevel`` and ``FeatureStep/placeholderLevel`` if they occurred.
    case level(column: String, levels: [String], poolsRare: Bool, keepsPlaceholder: Bool)
    case boolean(column: String, keepsPlaceholder: Bool)
    /// A date's age in days at `timeColumn`, or else at `reference` (seconds since 1970), and its calendar parts.
    case date(column: String, timeColumn: String?, reference: Double?, parts: [CalendarPart])
    /// The length of a free text, in bytes.
    case textLength(column: String)
    /// What a normaliser makes of a text; another step may keep the column's levels.
    case normalised(NormalisedColumn)

    /// The name of the level that pools the rare and the unseen ones.
    public static let rareLevel = "(rare)"
    /// The name of the level of cells that hold a placeholder.
    public static let placeholderLevel = "(placeholder)"

    /// The column the step reads.
    public var column: String {
        switch self {
        case .number(let column, _), .level(let column, _, _, _), .boolean(let column, _),
            .date(let column, _, _, _), .textLength(let column):
            column
        case .normalised(let step): step.column
        }
    }

    /// The type the column must have.
    public var columnType: ColumnType {
        switch self {
        case .number: .number
        case .level, .textLength, .normalised: .text
        case .boolean: .boolean
        case .date: .date
        }
    }

    /// The features the step makes, in order.
    public var features: [Feature] {
        switch self {
        case .number(let column, let flagsPlaceholder):
            let value = Feature(name: column, kind: .numeric)
            guard flagsPlaceholder else { return [value] }
            return [value, Feature(name: "\(column): placeholder", kind: .numeric, field: column)]
        case .level(let column, let levels, let poolsRare, let keepsPlaceholder):
            let pools = (poolsRare ? [Self.rareLevel] : []) + (keepsPlaceholder ? [Self.placeholderLevel] : [])
            return [Feature(name: column, kind: .categorical(levels: levels + pools))]
        case .boolean(let column, let keepsPlaceholder):
            let levels = ["no", "yes"] + (keepsPlaceholder ? [Self.placeholderLevel] : [])
            return [Feature(name: column, kind: .categorical(levels: levels))]
        case .date(let column, let timeColumn, let reference, let parts):
            let hasAge = timeColumn.map { $0 != column } ?? (reference != nil)
            let age = hasAge ? [Feature(name: "\(column): days ago", kind: .numeric, field: column)] : []
            return age
                + parts.map { Feature(name: "\(column): \($0.rawValue)", kind: $0.featureKind, field: column) }
        case .textLength(let column):
            return [Feature(name: "\(column): length", kind: .numeric, field: column)]
        case .normalised(let step): return step.features
        }
    }
}

/// A part of a date that comes round again. All in UTC.
public enum CalendarPart: String, Sendable, Hashable, Codable {
    case weekday
    case month
    case hour

    var featureKind: Feature.Kind {
        switch self {
        case .weekday: .categorical(levels: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
        case .month:
            .categorical(levels: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
        case .hour: .numeric
        }
    }
}
