import Foundation

/// The tables of a page by their id, read with string search alone so that nothing of the renderer judges itself.
struct HTMLTables {
    let rows: [String: [[String]]]

    init(_ page: String) {
        var rows: [String: [[String]]] = [:]
        for part in page.components(separatedBy: "<table id=\"").dropFirst() {
            let table = part.components(separatedBy: "</table>")[0]
            let id = String(table.prefix { $0 != "\"" })
            rows[id] = table.components(separatedBy: "<tr").dropFirst().map { row in
                row.components(separatedBy: "<t").dropFirst().filter { $0.hasPrefix("h") || $0.hasPrefix("d") }
                    .map { Self.text(String($0.drop { $0 != ">" }.dropFirst())) }
            }
        }
        self.rows = rows
    }

    /// Without tags, entities as what they stand for.
    static func text(_ html: String) -> String {
        var text = ""
        var isTag = false
        for character in html.components(separatedBy: "</t")[0] {
            if character == "<" {
                isTag = true
            } else if character == ">" {
                isTag = false
            } else if !isTag {
                text.append(character)
            }
        }
        for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacingOccurrences(of: entity, with: sign)
        }
        return text
    }

    /// A number as the page writes it.
    static func number(_ text: String) -> Double? {
        let isShare = text.hasSuffix("%")
        let digits = text.filter { "0123456789.−-".contains($0) }.replacingOccurrences(of: "−", with: "-")
        return Double(digits).map { isShare ? $0 / 100 : $0 }
    }
}
