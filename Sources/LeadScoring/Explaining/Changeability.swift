import FeatureExtraction

/// Whether a field of a lead can still change, as far as its name and type tell. What a lead is, and how it came, is past;
/// what it does is counted upwards, and the time since it last did something can only be cut short.
enum Changeability: Sendable {
    case never
    case mayRise
    case mayFall
    case anyhow

    init(of step: FeatureStep) {
        let words = NameTokens.words(of: step.column)
        guard !words.contains(where: Self.past.contains) else {
            self = .never
            return
        }
        switch step {
        case .number: self = words.contains(where: Self.elapsed.contains) ? .mayFall : .mayRise
        case .level, .boolean: self = .anyhow
        case .date, .textLength, .normalised: self = .never
        }
    }

    /// Words of fields that are as they are: of people, companies, and how a lead came in. In English and German.
    private static let past: Set<String> = [
        "age", "alter", "birth", "birthday", "birthdate", "geburt", "geburtstag", "geburtsdatum", "gender", "sex",
        "geschlecht", "nationality", "marital", "familienstand", "education", "bildung", "country", "land", "city",
        "stadt", "ort", "region", "state", "bundesland", "zip", "plz", "postcode", "industry", "branche", "sector",
        "employees", "employee", "mitarbeiter", "revenue", "umsatz", "founded", "established", "company", "firma",
        "account", "size", "groesse", "größe", "source", "quelle", "origin", "herkunft", "channel", "kanal", "campaign",
        "kampagne", "medium", "referrer", "referral", "hear", "first", "created", "erstellt", "registered", "series",
        "year", "jahr", "month", "monat", "weekday", "wochentag", "day", "hour", "previous", "id", "number", "nummer",
    ]
    private static let elapsed: Set<String> = ["since", "ago", "recency", "seit", "inactive", "silence"]
}
