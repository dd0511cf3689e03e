import Foundation

/// What a web address says about where a lead came from: the kind of site, and the campaign's `utm_` marks.
///
/// Addresses with and without a scheme, bare hosts (`example.de`) and paths with a query (`/preise?utm_source=x`) are
/// understood. Classes and marks are compared without case; a host in no table is of the class `other`.
struct WebAddress: Sendable {
    private let hosts: DomainTable

    init(hosts: WordTableLines?) {
        self.hosts = DomainTable(hosts)
    }

    /// The site's class, its top-level domain, and the source, medium and campaign.
    func parts(of text: String) -> [String?] {
        let none = [String?](repeating: nil, count: Normaliser.url.parts.count)
        let address = FoldedText.trimmed(text)
        guard !address.isEmpty, !address.unicodeScalars.contains(where: \.properties.isWhitespace) else { return none }
        let marks = Self.marks(of: address)
        guard let host = Self.host(of: address) else {
            return address.hasPrefix("/") || address.hasPrefix("?") ? [nil, nil] + marks : none
        }
        return [hosts.find(host) ?? "other", DomainTable.ending(of: host)] + marks
    }

    /// The host without user, port and `www.`; `nil` if there is none.
    private static func host(of address: String) -> Substring? {
        var rest = address[...]
        if let scheme = rest.firstRange(of: "://") {
            guard scheme.lowerBound > rest.startIndex else { return nil }
            rest = rest[scheme.upperBound...]
        } else if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
        } else if rest.contains("@") {
            return nil
        }
        var host = rest.prefix { !"/?#".contains($0) }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        host = host.prefix { $0 != ":" }
        if host.last == "." { host.removeLast() }
        if host.hasPrefix("www.") { host = host.dropFirst(4) }
        return DomainTable.isDomain(host) ? host : nil
    }

    /// The values of `utm_source`, `utm_medium` and `utm_campaign`.
    private static func marks(of address: String) -> [String?] {
        var found: [String?] = [nil, nil, nil]
        guard let question = address.firstIndex(of: "?") else { return found }
        let query = address[address.index(after: question)...].prefix { $0 != "#" }
        for pair in query.split(whereSeparator: { $0 == "&" || $0 == ";" }) {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let place = names.firstIndex(of: String(parts[0])), found[place] == nil else {
                continue
            }
            let plain = parts[1].replacing("+", with: " ")
            let decoded = plain.utf8.contains(UInt8(ascii: "%")) ? plain.removingPercentEncoding : nil
            let value = FoldedText.trimmed(decoded ?? String(plain))
            if !value.isEmpty { found[place] = value }
        }
        return found
    }

    private static let names = ["utm_source", "utm_medium", "utm_campaign"]
}
