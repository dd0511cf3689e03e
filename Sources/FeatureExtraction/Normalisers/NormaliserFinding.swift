import LearningCore
import Tabular

/// That a column of text holds what a normaliser reads, with the evidence.
public struct NormaliserFinding: Sendable, Equatable {
    public let normaliser: Normaliser
    /// The share of values that it understands, at least ``requiredShare``.
    public let recognisedShare: Double
    /// Whether the column's name speaks of it too.
    public let isCalledSo: Bool
    /// Whether it brings together values that are too rare to be learned from one by one: at least one row in a hundred
    /// has such a value, and some values mean the same.
    public let addsToLevels: Bool

    /// From this share on a column is recognised.
    public static let requiredShare = 0.8
    /// About so many values are looked at.
    private static let sampleSize = 4_096

    /// A column is recognised when its name speaks of it and its values agree; e-mail and web addresses by their values
    /// alone. Which values are looked at does not depend on the order of the rows.
    init?(in column: Column, levelCounts: [Int], _ tables: NormaliserTables) {
        guard case .text(let text) = column.values else { return nil }
        let called = NormaliserNames.normalisers(for: column.name)
        let sample = Self.sample(of: column, text)
        let total = sample.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        let needed = Double(total) * Self.requiredShare
        let unmistakable: [(Normaliser, (String) -> Bool)] = [
            (.email, { $0.utf8.contains(UInt8(ascii: "@")) }),
            (.url, { $0.contains("://") || $0.hasPrefix("www.") || $0.contains("utm_") }),
        ]
        let looking = unmistakable.filter { looks in
            Double(sample.reduce(0) { $0 + (looks.1($1.text) ? $1.count : 0) }) >= needed
        }.map(\.0)
        for candidate in called + looking.filter({ !called.contains($0) }) {
            let reader = TextReader(candidate, lines: tables.lines(of: candidate.tables))
            let found = sample.map { (parts: reader.parts(of: $0.text), count: $0.count) }
            let recognised = found.reduce(0) { $0 + (candidate.isRecognised($1.parts) ? $1.count : 0) }
            guard Double(recognised) >= needed else { continue }
            normaliser = candidate
            recognisedShare = Double(recognised) / Double(total)
            isCalledSo = called.contains(candidate)
            let minimum = min(max(column.count / 1_000, 5), 20)
            let rare = levelCounts.reduce(0) { $0 + ($1 < minimum ? $1 : 0) }
            addsToLevels = rare * 100 >= total && Set(found.map(\.parts)).count < sample.count
            return
        }
        return nil
    }

    /// All values, or of very many those whose hash falls into a fixed share.
    private static func sample(of column: Column, _ text: TextValues) -> [(text: String, count: Int)] {
        let all = column.count
        guard case .buffer(let bytes, let offsets) = text, all > sampleSize * 2 else {
            let values = DistinctTexts(of: column, text).values
            guard values.count > sampleSize * 2 else { return values }
            let share = UInt64(values.count / sampleSize)
            return values.filter { hash($0.text.utf8) % share == 0 }
        }
        let share = UInt64(all / sampleSize)
        return (0..<all).compactMap { row in
            let cell = bytes[offsets[row]..<offsets[row + 1]]
            guard !cell.isEmpty, column.state(at: row) == .value, hash(cell) % share == 0 else { return nil }
            return (String(decoding: cell, as: UTF8.self), 1)
        }
    }

    private static func hash(_ text: some Collection<UInt8>) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in text { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return SplitMix64.mix(hash)
    }
}

/// Which normalisers a column's name speaks of, in German and English.
enum NormaliserNames {
    static func normalisers(for name: String) -> [Normaliser] {
        let words = Set(NameTokens.words(of: name).map(FoldedText.phrase))
        let joined = NameTokens.words(of: name).map(FoldedText.phrase).joined()
        var found = table.filter { $0.names.contains(joined) || !words.isDisjoint(with: $0.names) }.map(\.normaliser)
        // "name" alone may be anybody's, or anything's.
        if personNames.contains(joined) { found.append(.personName) }
        return found
    }

    private static let table: [(normaliser: Normaliser, names: Set<String>)] = [
        (.email, names("email mail emailaddress emailadresse mailadresse mailaddress")),
        (.phone, names("phone telefon telephone tel mobile mobil handy cell fax telefonnummer phonenumber rufnummer")),
        (
            .jobTitle,
            names(
                """
                title titel jobtitle job position positionstitle funktion function role rolle stelle stellenbezeichnung \
                beruf berufsbezeichnung occupation designation profession tatigkeit jobrole
                """)
        ),
        (
            .companySize,
            names(
                """
                employees employee mitarbeiter mitarbeiterzahl mitarbeiteranzahl headcount size companysize grosse \
                firmengrosse unternehmensgrosse staff beschaftigte beschaftigtenzahl numberofemployees
                """)
        ),
        (.revenue, names("revenue umsatz jahresumsatz turnover annualrevenue sales umsatzklasse umsatzgrosse")),
        (.country, names("country land staat nation countrycode landercode landescode herkunftsland")),
        (.language, names("language sprache lang locale korrespondenzsprache muttersprache languagecode")),
        (.url, names("url website webseite homepage site web referrer referer link domain landingpage internet")),
    ]

    private static let personNames = names(
        """
        name firstname lastname fullname vorname nachname familienname surname contactname personname leadname \
        givenname familyname ansprechpartner kontaktperson contactperson kontaktname
        """)

    private static func names(_ text: String) -> Set<String> { Set(FoldedText.words(of: text)) }
}
