import LeadHistory

/// How a database writes what differs between them. `{}` in a template is the expression it is about.
public struct SQLDialect: Sendable, Hashable {
    /// What a person calls it.
    public let name: String
    private let identifierQuote: String
    private let doublesBackslashes: Bool
    /// Longer names of columns are cut off in silence by the database.
    let maximumNameLength: Int?
    let doubleType: String
    /// Seconds since 1970 of a moment, and seconds since 1970 on the clock of a zone (`{zone}`).
    private let epochTemplate: String
    private let localTemplate: String
    /// A sentence about what a session must be set to.
    let sessionNote: String

    public static let duckdb = SQLDialect(
        name: "duckdb", identifierQuote: "\"", doublesBackslashes: false, maximumNameLength: nil, doubleType: "DOUBLE",
        epochTemplate: "epoch_us(CAST({} AS TIMESTAMPTZ)) / 1e6",
        localTemplate: "epoch_us(CAST({} AS TIMESTAMPTZ) AT TIME ZONE {zone}) / 1e6",
        sessionNote: "Times without an offset are taken in the session's time zone: SET TimeZone = 'UTC'.")

    public static let postgres = SQLDialect(
        name: "postgres", identifierQuote: "\"", doublesBackslashes: false, maximumNameLength: 63,
        doubleType: "DOUBLE PRECISION",
        epochTemplate: "CAST(EXTRACT(EPOCH FROM CAST({} AS TIMESTAMPTZ)) AS DOUBLE PRECISION)",
        localTemplate: "CAST(EXTRACT(EPOCH FROM CAST({} AS TIMESTAMPTZ) AT TIME ZONE {zone}) AS DOUBLE PRECISION)",
        sessionNote: "Times without an offset are taken in the session's time zone: SET TIME ZONE 'UTC'.")

    public static let spark = SQLDialect(
        name: "spark", identifierQuote: "`", doublesBackslashes: true, maximumNameLength: nil, doubleType: "DOUBLE",
        epochTemplate: "unix_micros(CAST({} AS TIMESTAMP)) / 1e6",
        localTemplate: "unix_micros(from_utc_timestamp(CAST({} AS TIMESTAMP), {zone})) / 1e6",
        sessionNote: "The session's time zone must be UTC: SET TIME ZONE 'UTC'.")

    public static let all = [duckdb, postgres, spark]

    public static func named(_ name: String) -> SQLDialect? { all.first { $0.name == name } }

    /// A name as an identifier; a table's name may have a schema before it, with a point between.
    func identifier(_ name: String) -> String {
        identifierQuote + name.replacing(identifierQuote, with: identifierQuote + identifierQuote) + identifierQuote
    }

    func table(_ name: String) -> String {
        name.split(separator: ".").map { identifier(String($0)) }.joined(separator: ".")
    }

    func text(_ value: String) -> String {
        let value = doublesBackslashes ? value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") : value
        return "'" + (doublesBackslashes ? value : value.replacing("'", with: "''")) + "'"
    }

    /// A double, not a decimal number; the shortest digits that give it back.
    func number(_ value: Double) -> String {
        let digits = "\(value)"
        return digits.contains("e") ? digits : digits + "e0"
    }

    func epoch(_ moment: String) -> String { epochTemplate.replacing("{}", with: moment) }

    func local(_ moment: String, zone: String) -> String {
        localTemplate.replacing("{}", with: moment).replacing("{zone}", with: text(zone))
    }
}
