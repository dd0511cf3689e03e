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
        let bytes = Array(domain.utf8)
        // Where labels begin.
        let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }.map { $0 + 1 }
        for (place, start) in starts.enumerated() {
            if let found = classes[String(decoding: bytes[start...], as: UTF8.self)] { return found }
            let left = starts.count - place
            let endsHere =
                left == 2
                || left == 3 && starts[place + 2] - starts[place + 1] <= 4 && bytes.count - starts[place + 2] == 2
            guard endsHere else { continue }
            let label = String(decoding: bytes[start..<starts[place + 1]], as: UTF8.self)
            if let found = classes[label + "*"] { return found }
        }
        return nil
    }

    /// What stands behind the last point.
    static func ending(of domain: some StringProtocol) -> String {
        String(decoding: Array(domain.utf8).split(separator: UInt8(ascii: ".")).last ?? [], as: UTF8.self)
    }

    /// Whether a domain is well formed: labels of letters, digits and hyphens, and an ending without digits.
    static func isDomain(_ text: some StringProtocol) -> Bool {
        if let plain = isPlainDomain(text) { return plain }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253, let ending = labels.last, ending.utf8.count >= 2,
            ending.hasPrefix("xn--") || ending.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic })
        else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isAlphabetic || ("0"..."9") ~= $0 }
        }
    }

    /// As ``isDomain(_:)``, for ASCII in lower case; `nil` for other text.
    private static func isPlainDomain(_ text: some StringProtocol) -> Bool? {
        var (labels, length, total) = (1, 0, 0)
        var isLetters = true
        var previous = UInt8(ascii: ".")
        var isWellFormed = true
        for byte in text.utf8 {
            total += 1
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): length += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                length += 1
                isLetters = false
            case UInt8(ascii: "-"):
                if previous == UInt8(ascii: ".") { isWellFormed = false }
                length += 1
                isLetters = false
            case UInt8(ascii: "."):
                if length == 0 || length > 63 || previous == UInt8(ascii: "-") { isWellFormed = false }
                labels += 1
                (length, isLetters) = (0, true)
            default:
                // Letters of other scripts and capitals are judged one by one.
                if byte >= 0x80 || (0x41...0x5A).contains(byte) { return nil }
                isWellFormed = false
            }
            previous = byte
        }
        let isPunycode = text.utf8.suffix(length).starts(with: "xn--".utf8)
        return isWellFormed && labels >= 2 && total <= 253 && (2...63).contains(length)
            && previous != UInt8(ascii: "-") && (isLetters || isPunycode)
    }
}
