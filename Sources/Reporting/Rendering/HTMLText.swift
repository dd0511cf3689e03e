/// Text of any origin as text of an HTML page: CRM fields come from public web forms.
///
/// Works on Unicode scalars, not on characters: a quote with an accent over it is one character that is not a quote, but
/// a browser ends the attribute there all the same.
enum HTMLText {
    /// Safe between tags and within quoted attributes, of HTML and of SVG.
    static func escaped(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": scalars.append(contentsOf: "&lt;".unicodeScalars)
            case ">": scalars.append(contentsOf: "&gt;".unicodeScalars)
            case "&": scalars.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": scalars.append(contentsOf: "&quot;".unicodeScalars)
            case "'": scalars.append(contentsOf: "&#39;".unicodeScalars)
            default: scalars.append(visible(scalar))
            }
        }
        return String(scalars)
    }

    /// Control characters may not stand in a page, and marks that turn the direction of writing could make the text
    /// around them read as something else: a sign that shows takes their place.
    static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: " "
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: "\u{FFFD}"
        default: scalar
        }
    }
}
