import FeatureExtraction

/// Words by which a column gives itself away as filled in by sales, or at the end (R-LEAK-1). A table, so that a language
/// or a habit is added in one place.
enum LeakWords {
    /// Parts of a name that speak of what sales does, or of the end; a sign, not a proof. Each is one or more words that
    /// stand next to each other in the name.
    static let ofSalesWork: [[String]] = [
        ["quality"], ["qualität"], ["profile"], ["profil"], ["status"], ["stage"], ["phase"], ["stufe"], ["tag"],
        ["tags"],
        ["disposition"], ["last", "activity"], ["last", "notable", "activity"], ["letzte", "aktivität"], ["closed"],
        ["close"], ["won"], ["lost"], ["reason"], ["grund"], ["gewonnen"], ["verloren"], ["abschluss"], ["deal"],
        ["outcome"], ["ergebnis"], ["result"], ["opportunity"], ["qualified"], ["qualifiziert"], ["sql"],
    ]

    /// Names that hold a word of sales but speak of the person or the company, which were so before the sale.
    static let ofThePerson: [[String]] = [
        ["marital", "status"], ["civil", "status"], ["family", "status"], ["employment", "status"], ["job", "status"],
        ["housing", "status"], ["residence", "status"], ["citizenship", "status"], ["smoking", "status"],
        ["credit", "quality"], ["funding", "stage"], ["company", "stage"], ["life", "stage"], ["company", "profile"],
    ]

    /// Parts of a name that can only be known at the end.
    static let ofTheEnd: [[String]] = [
        ["close", "date"], ["closed", "date"], ["closed", "at"], ["closed", "on"], ["close", "value"],
        ["close", "time"],
        ["won", "date"], ["won", "at"], ["lost", "date"], ["lost", "at"], ["lost", "reason"], ["loss", "reason"],
        ["win", "reason"], ["won", "reason"], ["converted", "date"], ["converted", "at"], ["conversion", "date"],
        ["abschlussdatum"], ["abschluss", "datum"], ["verlustgrund"], ["gewinngrund"], ["geschlossen", "am"],
    ]

    /// Words that in a column's values tell of the end.
    static let inValues: Set<String> = [
        "closed", "won", "lost", "converted", "gewonnen", "verloren", "abgeschlossen", "enrolled", "purchased",
    ]

    static func match(_ name: String, _ phrases: [[String]]) -> String? {
        let words = NameTokens.words(of: name)
        for phrase in phrases where phrase.count <= words.count {
            for start in 0...(words.count - phrase.count) where Array(words[start..<start + phrase.count]) == phrase {
                return phrase.joined(separator: " ")
            }
        }
        return nil
    }
}
