/// The words for true and false of several languages, in families whose members go together.
///
/// A column is boolean when all its words are of one family. Single letters that mean something else as often (`w`, `f`,
/// `m`, `s`, `o`) are in no family beside `t`/`f`, `y`/`n` and `j`/`n`, and need both sides to be seen.
enum BooleanWords {
    /// A word's meaning: the families where it is true, and those where it is false.
    struct Meaning: Sendable, Hashable {
        var truths: UInt32
        var falsehoods: UInt32
        var families: UInt32 { truths | falsehoods }
    }

    /// What a (trimmed) cell means, or `nil` if it is no such word.
    static func mask(of bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Meaning? {
        let count = end - start
        guard count >= 1, count <= 12 else { return nil }
        // Twelve bytes and their length fit in 128 bits: no key has to be allocated.
        var key = UInt128(count)
        for index in start..<end {
            let byte = bytes[index]
            key = key << 8 | UInt128(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        return slots.meaning(of: key)
    }

    private static let families: [(truths: String, falsehoods: String)] = [
        ("true t", "false f"), ("yes y", "no n"), ("true yes on", "false no off"), ("ja j", "nein n"),
        ("wahr", "falsch"), ("wahr ja ein an", "falsch nein aus"), ("oui", "non"), ("vrai oui", "faux non"),
        ("si sí sì", "no"), ("verdadero si sí", "falso no"), ("vero si sì", "falso no"), ("sim", "não nao"),
        ("verdadeiro sim", "falso não nao"), ("ja waar", "nee onwaar"), ("tak prawda", "nie fałsz"), ("ano", "ne"),
        ("ja sant", "nej nei falsk usant"), ("kyllä", "ei"), ("evet", "hayır"), ("да", "нет"),
        ("checked", "unchecked"), ("active", "inactive"), ("aktiv", "inaktiv"), ("enabled", "disabled"),
        ("✓ ✔", "✗ ✘"),
    ]

    private static let slots: Slots = {
        var table: [UInt128: Meaning] = [:]
        for (number, family) in families.enumerated() {
            let bit = UInt32(1) << UInt32(number)
            for word in family.truths.split(separator: " ") { table[key(word), default: none].truths |= bit }
            for word in family.falsehoods.split(separator: " ") { table[key(word), default: none].falsehoods |= bit }
        }
        return Slots(table)
    }()

    /// A small open-addressing table; the standard dictionary's hash costs more than the rest of reading a word.
    private struct Slots: Sendable {
        private var keys = [UInt128](repeating: 0, count: 256)
        private var meanings = [Meaning](repeating: none, count: 256)

        init(_ table: [UInt128: Meaning]) {
            for (key, meaning) in table {
                var slot = Self.slot(of: key)
                while keys[slot] != 0 { slot = (slot + 1) & 255 }
                keys[slot] = key
                meanings[slot] = meaning
            }
        }

        func meaning(of key: UInt128) -> Meaning? {
            var slot = Self.slot(of: key)
            while keys[slot] != 0 {
                if keys[slot] == key { return meanings[slot] }
                slot = (slot + 1) & 255
            }
            return nil
        }

        private static func slot(of key: UInt128) -> Int {
            let mixed = UInt64(truncatingIfNeeded: key ^ key >> 64) &* 0x9E37_79B9_7F4A_7C15
            return Int(truncatingIfNeeded: mixed >> 56)
        }
    }

    private static let none = Meaning(truths: 0, falsehoods: 0)

    private static func key(_ word: Substring) -> UInt128 {
        word.utf8.reduce(UInt128(word.utf8.count)) { $0 << 8 | UInt128($1) }
    }
}
