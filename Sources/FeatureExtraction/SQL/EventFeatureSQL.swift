import LeadHistory
import LearningCore

/// Event features as one SQL query: the same values as ``EventFeatures/columns(of:at:on:)``, computed where the events
/// are.
///
/// The query gives one row for every row of the leads table: the identifier, the as-of time, and a column per feature,
/// `NULL` where the feature is missing. Its parts:
///
/// - `snapshot_time`: leads with the times they are looked at, in seconds since 1970, as all times below;
/// - `event`: events numbered by lead and time;
/// - `past`: for each snapshot the events up to its time;
/// - `total`: what a single pass over `past` gives;
/// - `chosen_k`, `summary_k`: for each choice of types and window whose gaps or bursts are asked for, events with the time
///   since the one before, and what comes of them.
///
/// Differences that a warehouse can make: sums in another order differ by rounding; an empty text is a value where
/// leadscore takes it for none, except for event types.
public struct EventFeatureSQL: Sendable {
    /// A feature that has no form in SQL.
    public struct Omission: Sendable, Hashable {
        public let feature: String
        public let reason: String
    }

    /// The query, with a comment on top; no semicolon at its end.
    public let text: String
    /// The features in the query, and the columns they have there.
    public let columns: [(feature: String, column: String)]
    /// Named in the comment, too.
    public let omissions: [Omission]

    /// - Parameter note: what the features are of, for the comment.
    public init(
        _ features: EventFeatures, in dialect: SQLDialect, tables: EventSQLTables = .init(), note: String? = nil
    ) {
        var query = EventQuerySQL(dialect: dialect, tables: tables)
        var names = ColumnNames(limit: dialect.maximumNameLength, taken: [tables.leadID, EventQuerySQL.asOfColumn])
        var columns: [(String, String)] = []
        var selected: [String] = []
        var omissions: [Omission] = []
        for step in features.steps {
            let feature = step.feature.name
            switch query.expression(of: step) {
            case .success(let expression):
                let name = names.name(for: feature)
                columns.append((feature, name))
                selected.append("\(expression) AS \(dialect.identifier(name))")
            case .failure(let reason): omissions.append(Omission(feature: feature, reason: reason.text))
            }
        }
        self.columns = columns
        self.omissions = omissions
        text =
            Self.comment(features.steps.count, columns, omissions, dialect, tables, note)
            + query.text(selecting: selected)
    }

    private static func comment(
        _ count: Int, _ columns: [(String, String)], _ omissions: [Omission], _ dialect: SQLDialect,
        _ tables: EventSQLTables, _ note: String?
    ) -> String {
        var lines = ["Event features by leadscore, for \(dialect.name)" + (note.map { ": \($0)" } ?? ".")]
        lines.append("\(columns.count) of \(count) features. \(dialect.sessionNote)")
        if tables.order == nil { lines.append("Events of the same time are taken in the order of their types.") }
        for (feature, column) in columns where feature != column { lines.append("\(column) is \(feature)") }
        for omission in omissions { lines.append("LEFT OUT: \(omission.feature): \(omission.reason)") }
        // Names come from data: a line break in one must not end the comment.
        return lines.map { "-- " + $0.map { $0.isNewline ? " " : String($0) }.joined() + "\n" }.joined()
    }
}

/// Distinct names within the length a database keeps.
private struct ColumnNames {
    let limit: Int?
    /// Compared without case, as databases do.
    private var taken: Set<String>

    init(limit: Int?, taken: [String]) {
        self.limit = limit
        self.taken = Set(taken.map { $0.lowercased() })
    }

    mutating func name(for feature: String) -> String {
        var name = feature
        var number = 1
        while name.utf8.count > limit ?? .max || !taken.insert(name.lowercased()).inserted {
            number += 1
            let suffix = " ~\(number)"
            var start = Substring(feature)
            while start.utf8.count + suffix.utf8.count > limit ?? .max { start.removeLast() }
            name = start + suffix
        }
        return name
    }
}
