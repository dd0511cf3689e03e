/// What brings the many ways in which people write one thing to a few classes.
public enum Normaliser: String, Sendable, Hashable, Codable, CaseIterable {
    case email
    case jobTitle = "job_title"
    case companySize = "company_size"
    case revenue
    case phone
    case personName = "person_name"
    case country
    case language
    case url

    /// What it finds in a text, each a feature of its own.
    public var parts: [String] {
        switch self {
        case .email: ["class", "top-level domain"]
        case .jobTitle: ["rank", "department"]
        case .companySize: ["size band"]
        case .revenue: ["revenue band"]
        case .phone: ["plausibility", "country prefix"]
        case .personName: ["plausibility"]
        case .country, .language: ["code"]
        case .url: ["site", "top-level domain", "source", "medium", "campaign"]
        }
    }

    /// Those that the name of a column speaks of, in German or English.
    public static func candidates(forColumn name: String) -> [Normaliser] { NormaliserNames.normalisers(for: name) }

    /// The ranks that job titles are read as, from below.
    public static var ranks: [String] { JobTitle.ranks }

    /// What it reads, for a sentence.
    var meaning: String {
        switch self {
        case .email: "e-mail addresses"
        case .jobTitle: "job titles"
        case .companySize: "company sizes"
        case .revenue: "revenues"
        case .phone: "telephone numbers"
        case .personName: "names of people"
        case .country: "countries"
        case .language: "languages"
        case .url: "web addresses"
        }
    }

    /// The tables it reads.
    var tables: [WordTable] {
        switch self {
        case .email: [.emailDomains, .emailRoles]
        case .jobTitle: [.jobTitles]
        case .companySize, .revenue, .phone: []
        case .personName: [.dummyNames]
        case .country: [.countries]
        case .language: [.languages]
        case .url: [.hosts]
        }
    }

    /// Whether a text was what the normaliser is about, given what it found.
    public func isRecognised(_ found: [String?]) -> Bool {
        switch self {
        case .email: found[0] != nil && found[0] != EmailAddress.invalid
        case .phone, .personName: found[0] == Plausibility.plausible
        case .jobTitle, .companySize, .revenue, .country, .language, .url: found.contains { $0 != nil }
        }
    }
}

/// The classes of what only can be well formed or not.
enum Plausibility {
    static let plausible = "plausible"
    static let implausible = "implausible"
}

/// A normaliser with its tables made ready for looking up.
///
///     TextReader(.jobTitle).parts(of: "Leiterin Einkauf")    // ["head", "purchasing"]
///
/// A pure function of the text: the same on any day and machine. Text that it does not understand gives `nil`.
public struct TextReader: Sendable {
    private let read: @Sendable (String) -> [String?]

    /// - Parameter tables: the words it knows.
    public init(_ normaliser: Normaliser, tables: NormaliserTables = .standard) {
        self.init(normaliser, lines: tables.lines(of: normaliser.tables))
    }

    /// - Parameter lines: all lines of the tables of the normaliser.
    init(_ normaliser: Normaliser, lines: [WordTableLines]) {
        func entries(_ table: WordTable) -> WordTableLines? { lines.first { $0.table == table } }
        switch normaliser {
        case .email:
            let address = EmailAddress(domains: entries(.emailDomains), roles: entries(.emailRoles))
            read = { address.parts(of: $0) }
        case .jobTitle:
            let title = JobTitle(entries(.jobTitles))
            read = { title.parts(of: $0) }
        case .companySize: read = { [AmountText($0).flatMap(CompanySize.band)] }
        case .revenue: read = { [AmountText($0).flatMap(CompanyRevenue.band)] }
        case .phone: read = { PhoneNumber.parts(of: $0) }
        case .personName:
            let name = PersonName(entries(.dummyNames))
            read = { [name.plausibility(of: $0)] }
        case .country:
            let codes = CodeTable(entries(.countries))
            read = { [codes.code(of: $0, isLanguage: false)] }
        case .language:
            let codes = CodeTable(entries(.languages))
            read = { [codes.code(of: $0, isLanguage: true)] }
        case .url:
            let address = WebAddress(hosts: entries(.hosts))
            read = { address.parts(of: $0) }
        }
    }

    /// One entry per part of the normaliser.
    public func parts(of text: String) -> [String?] { read(text) }
}
