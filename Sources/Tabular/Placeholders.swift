/// The words that stand for "nothing chosen" (R-DATA-6). They are compared without the blanks around them and without
/// regard to case.
///
/// The standard table holds words that say nothing in every language of business we know of. Words that can be an
/// answer, such as `none`, `other`, `no` or `0`, are not in it; where they are one, a column's own word is added.
public struct Placeholders: Sendable, Hashable {
    private var everywhere: Set<[UInt8]>
    private var byColumn: [String: Set<[UInt8]>] = [:]

    /// The standard table.
    public init() {
        everywhere = Set(Self.standard.map { Self.folded(Array($0.utf8)) })
    }

    /// No word at all.
    public static let empty: Placeholders = {
        var none = Placeholders()
        none.everywhere = []
        return none
    }()

    /// Adds a word, for one column or for all.
    public mutating func add(_ word: String, column: String? = nil) {
        let bytes = Array(word.utf8)
        let (start, end) = trimmedRange(bytes.span, 0, bytes.count)
        let key = Self.folded(Array(bytes[start..<end]))
        if let column { byColumn[column, default: []].insert(key) } else { everywhere.insert(key) }
    }

    /// Whether a word stands for "nothing chosen" in a column.
    public func contains(_ word: String, column: String) -> Bool {
        let bytes = Array(word.utf8)
        let (start, end) = trimmedRange(bytes.span, 0, bytes.count)
        let key = Self.folded(Array(bytes[start..<end]))
        return everywhere.contains(key) || byColumn[column]?.contains(key) == true
    }

    /// The words that hold for each of some columns; columns without words of their own share one table.
    func tables(for columns: [String]) -> [PlaceholderTable] {
        let shared = PlaceholderTable(everywhere)
        return columns.map { byColumn[$0].map { PlaceholderTable(everywhere.union($0)) } ?? shared }
    }

    static func folded(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }
        return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    }

    private static let standard = [
        "select", "please select", "-select-", "--select--", "- select -", "-- select --", "select...", "select one",
        "please choose", "choose", "choose one", "--none--", "-none-", "<none>", "-", "--", "---", "–", "—", "?", "??",
        "n/a", "n.a.", "n. a.", "na", "#n/a", "#na", "<na>", "nan", "null", "(null)", "<null>", "[null]", "nil", "\\n",
        "undefined", "unknown", "(unknown)", "[unknown]", "not known", "not available", "not applicable",
        "not specified", "not provided", "not set", "not selected", "not given", "not disclosed", "unspecified",
        "blank", "(blank)", "[blank]", "empty", "(empty)", "missing", "(missing)", "no data", "no answer",
        "no value", "(no value)", "(not set)", "(not provided)",
        "keine angabe", "keine angaben", "k.a.", "k. a.", "k.a", "k/a", "nicht angegeben", "ohne angabe",
        "unbekannt", "nicht bekannt", "nicht ausgewählt", "nicht gesetzt", "nicht verfügbar", "nicht zutreffend",
        "keine auswahl", "bitte wählen", "bitte auswählen", "-- bitte wählen --", "auswählen", "leer",
        "(leer)", "#nv", "n.v.", "entfällt",
        "inconnu", "non renseigné", "non précisé", "desconocido", "no especificado", "sconosciuto", "non specificato",
        "onbekend", "niet opgegeven", "desconhecido", "não informado", "nieznane", "brak danych",
    ]
}
