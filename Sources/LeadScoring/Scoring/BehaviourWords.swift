import FeatureExtraction

/// Tells by its name whether a column of a flat table holds what a lead did (R-DATA-5). English and German; what it gets
/// wrong, `--implicit` and `--explicit` put right.
enum BehaviourWords {
    /// The fields among these that hold what a lead did, in their order.
    static func implicitFields(among fields: [String], told: [String: Bool]) -> [String] {
        var seen = Set<String>()
        return fields.filter { seen.insert($0).inserted && (told[$0] ?? isBehaviour($0)) }
    }

    static func isBehaviour(_ name: String) -> Bool { NameTokens.words(of: name).contains(where: words.contains) }

    private static let words: Set<String> = [
        "visit", "visits", "view", "views", "viewed", "pageviews", "click", "clicks", "clicked", "open", "opens",
        "opened",
        "session", "sessions", "spent", "dwell", "touch", "touches", "touchpoints", "download", "downloads",
        "downloaded",
        "webinar", "webinars", "attended", "login", "logins", "usage", "activity", "activities", "engagement", "bounce",
        "exit", "scroll", "submitted", "submissions", "chat", "chats", "reply", "replies", "replied", "likes", "liked",
        "shares", "trial", "events", "pages",
        "besuche", "besucht", "klicks", "geklickt", "öffnungen", "geöffnet", "seitenaufrufe", "aufrufe", "sitzungen",
        "verweildauer", "heruntergeladen", "anmeldungen", "aktivität", "aktivitäten", "antworten", "geantwortet",
        "nutzung",
    ]
}
