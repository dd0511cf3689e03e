/// What an e-mail address says about its owner: whose domain it is, and where it ends.
///
/// Of several classes the first of: disposable, role (`info@`, at whatever domain), then the domain's own class, and
/// business for a domain in no table. Text that is no address is of the class ``invalid``. Addresses are compared without
/// case; `Name <address>` and `mailto:` are understood.
struct EmailAddress: Sendable {
    static let domainClasses = ["free", "disposable", "education", "government", "business"]
    static let invalid = "invalid"
    private static let role = "role"
    private static let business = "business"
    private static let disposable = "disposable"

    private let domains: DomainTable
    private let roles: Set<String>

    init(domains: WordTableLines?, roles: WordTableLines?) {
        self.domains = DomainTable(domains)
        self.roles = Set((roles?.entries ?? []).flatMap { $0.words.map { $0.lowercased() } })
    }

    /// The class and the top-level domain.
    func parts(of text: String) -> [String?] {
        guard let (local, domain) = Self.split(text) else { return [Self.invalid, nil] }
        let ending = DomainTable.ending(of: domain)
        let found = domains.find(domain)
        if found == Self.disposable { return [found, ending] }
        // Up to the first of . _ - +
        let word = local.utf8.prefix { $0 != 0x2E && $0 != 0x5F && $0 != 0x2D && $0 != 0x2B }
        if roles.contains(String(Substring(word))) || roles.contains(local) { return [Self.role, ending] }
        return [found ?? Self.business, ending]
    }

    /// The parts of an address around its @, in lower case; `nil` if the text is no address.
    static func split(_ text: String) -> (local: String, domain: String)? {
        var text = FoldedText.trimmed(text)
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            text = String(text[text.index(after: open)...].dropLast())
        }
        if text.hasPrefix("mailto:") { text.removeFirst(7) }
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = text[..<at]
        let domain = text[text.utf8.index(after: at)...]
        guard !local.isEmpty, local.utf8.count <= 64, isLocal(local), DomainTable.isDomain(domain) else { return nil }
        return (String(local), String(domain))
    }

    /// Atoms of allowed signs with single points between them.
    private static func isLocal(_ text: Substring) -> Bool {
        var previous: Unicode.Scalar = "."
        for scalar in text.unicodeScalars {
            guard isAllowed(scalar), scalar != "." || previous != "." else { return false }
            previous = scalar
        }
        return previous != "."
    }

    /// Letters and digits of any script and the signs of RFC 5322's atoms.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if ("a"..."z") ~= scalar { return true }
        return scalar.properties.isAlphabetic || ("0"..."9") ~= scalar
            || ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
}
