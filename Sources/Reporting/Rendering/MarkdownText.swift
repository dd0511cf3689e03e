/// Text of any origin as text of a Markdown page (CommonMark with tables, as code hosts render it).
enum MarkdownText {
    /// Every sign that could begin markup, a link, a mention or HTML is put behind a backslash or written as an entity; a
    /// line break becomes a space, so that a text can neither begin a block nor end a table's row.
    static func escaped(_ text: String) -> String {
        let source = Array(text.unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for (place, scalar) in source.enumerated() {
            switch scalar {
            // Code hosts make links of bare addresses, of @names and of #numbers, and pictures of :words:. An entity is
            // the same sign to a reader, and nothing to them.
            case "<", ">", "&", "@", "#": scalars.append(contentsOf: entity(scalar))
            case ":" where place + 1 < source.count && source[place + 1] != " ":
                scalars.append(contentsOf: entity(scalar))
            case "." where place >= 3 && source[(place - 3)..<place].allSatisfy { $0 == "w" || $0 == "W" }:
                scalars.append(contentsOf: entity(scalar))
            case "\\", "`", "*", "_", "[", "]", "|", "~", "$": scalars.append(contentsOf: ["\\", scalar])
            case _ where place == 0 && "-+=".unicodeScalars.contains(scalar):
                scalars.append(contentsOf: ["\\", scalar])
            // A number with a point or a bracket begins a list.
            case _
            where ".)".unicodeScalars.contains(scalar) && isListNumber(source[..<place], before: source[(place + 1)...]):
                scalars.append(contentsOf: ["\\", scalar])
            default: scalars.append(HTMLText.visible(scalar))
            }
        }
        return String(scalars)
    }

    private static func isListNumber(
        _ scalars: ArraySlice<Unicode.Scalar>, before rest: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        (1...9).contains(scalars.count) && scalars.allSatisfy { ("0"..."9").contains($0) } && rest.first ?? " " == " "
    }

    private static func entity(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        "&#\(scalar.value);".unicodeScalars
    }
}
