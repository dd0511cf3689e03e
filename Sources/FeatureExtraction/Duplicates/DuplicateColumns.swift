public import LearningCore
public import Tabular

/// The columns by which leads are recognised as the same person.
public struct DuplicateColumns: Sendable, Hashable {
    public var emails: [String]
    public var phones: [String]
    /// The parts of one name, such as first and last; compared together with the company, and not without one.
    public var names: [String]
    public var companies: [String]

    public init(emails: [String] = [], phones: [String] = [], names: [String] = [], companies: [String] = []) {
        self.emails = emails
        self.phones = phones
        self.names = names
        self.companies = companies
    }

    /// Whether there is anything to compare.
    public var isEmpty: Bool { emails.isEmpty && phones.isEmpty && (names.isEmpty || companies.isEmpty) }

    /// The columns of a table whose names and values are of these kinds.
    public static func find(in frame: DataFrame, on pool: WorkerPool) -> DuplicateColumns {
        let profiles = ColumnProfile.profiles(of: frame, on: pool)
        var found = DuplicateColumns()
        for profile in profiles {
            switch profile.normaliser?.normaliser {
            case .email: found.emails.append(profile.name)
            case .phone: found.phones.append(profile.name)
            case .personName: found.names.append(profile.name)
            default:
                let words = NameTokens.words(of: profile.name).map(FoldedText.phrase)
                let isCompany = companyNames.contains(words.joined()) || words.first.map(companyWords.contains) ?? false
                if profile.type == .text, isCompany, !words.contains(where: companyOthers.contains) {
                    found.companies.append(profile.name)
                } else if profile.type == .number, NormaliserNames.normalisers(for: profile.name).contains(.phone) {
                    found.phones.append(profile.name)
                }
            }
        }
        return found
    }

    private static let companyWords: Set<String> = ["company", "firma", "unternehmen", "organisation", "organization"]
    private static let companyNames: Set<String> = ["account", "accountname", "firmenname", "companyname", "employer"]
    /// What else can be said of a company, in a column's name.
    private static let companyOthers: Set<String> = Set(
        FoldedText.words(
            of: """
                size type industry sector revenue country city zip plz land ort stadt branche grosse umsatz id url website \
                domain phone telefon email mail owner stage status age alter score
                """))

    /// One kind of key each.
    func keys(in frame: DataFrame) -> [DuplicateKey] {
        emails.compactMap { frame[$0].map(DuplicateKey.email) }
            + phones.compactMap { frame[$0].map(DuplicateKey.phone) }
            + (names.isEmpty || companies.isEmpty
                ? []
                : [.nameAtCompany(names.compactMap { frame[$0] }, companies.compactMap { frame[$0] })])
    }
}

/// What identifies a person, in a form that does not depend on how it was written.
enum DuplicateKey: Sendable {
    case email(Column)
    case phone(Column)
    case nameAtCompany([Column], [Column])

    /// A hash per row, 0 where there is no key.
    func hashes(rows: Int) -> [UInt64] {
        let name = PersonName(NormaliserTables.standard.lines(of: [.dummyNames]).first)
        return (0..<rows).map { row in
            guard let key = key(ofRow: row, name) else { return 0 }
            var hash: UInt64 = 14_695_981_039_346_656_037
            for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
            return max(1, SplitMix64.mix(hash))
        }
    }

    private func key(ofRow row: Int, _ name: PersonName) -> String? {
        switch self {
        case .email(let column): Self.text(column, row).flatMap(Self.mailbox)
        case .phone(let column): Self.text(column, row).flatMap(PhoneNumber.significantDigits)
        case .nameAtCompany(let names, let companies):
            Self.nameAtCompany(
                names.compactMap { Self.text($0, row) }, companies.compactMap { Self.text($0, row) }, name)
        }
    }

    private static func text(_ column: Column, _ row: Int) -> String? {
        guard column.state(at: row) == .value else { return nil }
        switch column.values {
        case .text(let text): return text[row]
        case .number(let values): return Int(exactly: values[row]).map(String.init)
        case .boolean, .date: return nil
        }
    }

    /// The mailbox of an address: without a tag (`anna+news@`), and for Google without dots and other spellings.
    static func mailbox(_ text: String) -> String? {
        guard let (local, domain) = EmailAddress.split(text) else { return nil }
        let box = local.prefix { $0 != "+" }
        guard !box.isEmpty else { return nil }
        guard domain == "gmail.com" || domain == "googlemail.com" else { return "\(box)@\(domain)" }
        return "\(box.filter { $0 != "." })@gmail.com"
    }

    /// The words of a name in alphabetical order, and the company without its legal form.
    static func nameAtCompany(_ names: [String], _ companies: [String], _ sanity: PersonName) -> String? {
        let whole = names.joined(separator: " ")
        // One word alone is no name to tell people apart by.
        let words = Set(FoldedText.words(of: whole)).subtracting(titles)
        guard words.count >= 2, sanity.plausibility(of: whole) == Plausibility.plausible else { return nil }
        let company = FoldedText.words(of: companies.joined(separator: " ")).filter { !legalForms.contains($0) }
        return company.isEmpty ? nil : words.sorted().joined(separator: " ") + "|" + company.joined(separator: " ")
    }

    private static let titles: Set<String> = ["dr", "prof", "dipl", "ing", "herr", "frau", "mr", "mrs", "ms", "von"]
    private static let legalForms: Set<String> = [
        "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "se", "co", "ek", "ev", "inc", "incorporated", "ltd",
        "limited", "llc", "llp", "lp", "plc", "corp", "corporation", "company", "sa", "sarl", "sas", "srl", "spa", "bv",
        "nv", "ab", "as", "oy", "aps", "the", "and", "und", "holding", "group", "gruppe",
    ]
}
