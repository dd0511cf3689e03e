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
        let ending = domain.split(separator: ".").last.map(String.init)
        let found = domains.find(domain)
        if found == Self.disposable { return [found, ending] }
        let word = local.prefix { !"._-+".contains($0) }
        if roles.contains(String(word)) || roles.contains(local) { return [Self.role, ending] }
        return [found ?? Self.business, ending]
    }

    /// The parts of an address around its @, in lower case; `nil` if the text is no address.
    static func split(_ text: String) -> (local: String, domain: String)? {
        var text = FoldedText.trimmed(text)
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            text = String(text[text.index(after: open)...].dropLast())
        }
        if text.hasPrefix("mailto:") { text.removeFirst(7) }
        guard let at = text.lastIndex(of: "@") else { return nil }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard !local.isEmpty, local.utf8.count <= 64, local.first != ".", local.last != ".", !local.contains(".."),
            local.unicodeScalars.allSatisfy(isAllowed), DomainTable.isDomain(domain)
        else { return nil }
        return (String(local), String(domain))
    }

    /// Letters and digits of any script and the signs of RFC 5322's atoms.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9") ~= scalar
            || ".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
}
