/// Classes of internet domains.
struct DomainTable: Sendable {
    private var classes: [String: String] = [:]

    init(_ lines: WordTableLines?) {
        for (values, words) in lines?.entries ?? [] {
            for word in words { classes[word.lowercased()] = values.first }
        }
    }

    /// The class of a domain in lower case, by itself or the nearest of its parents: for `mail.gmx.de` these are
    /// `mail.gmx.de`, `gmx.de` and `de`. `gmx.*` stands for `gmx` under an ending: `de`, `co.uk`, `com.tr`.
    func find(_ domain: some StringProtocol) -> String? {
        var labels = domain.split(separator: ".")
        while !labels.isEmpty {
            if let found = classes[labels.joined(separator: ".")] { return found }
            let endsHere =
                labels.count == 2 || labels.count == 3 && labels[1].utf8.count <= 3 && labels[2].utf8.count == 2
            if endsHere, let found = classes[labels[0] + ".*"] { return found }
            labels.removeFirst()
        }
        return nil
    }

    /// Whether a domain is well formed: labels of letters, digits and hyphens, and an ending without digits.
    static func isDomain(_ text: some StringProtocol) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253, let ending = labels.last, ending.utf8.count >= 2,
            ending.hasPrefix("xn--") || ending.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic })
        else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isAlphabetic || ("0"..."9") ~= $0 }
        }
    }
}
