/// Words that say a column holds points in time.
enum TimeWords {
    static func areIn(_ name: String) -> Bool {
        let folded = name.lowercased()
        return folded == "ts" || words.contains { folded.contains($0) }
    }

    private static let words = [
        "time", "date", "datum", "zeit", "stamp", "epoch", "created", "updated", "modified", "erstellt", "geändert",
        "_at", "_ts", "_on", "when", "seen", "login", "signup", "registered", "opened", "closed",
    ]
}
