/// How wide a text will be at most, whatever font the reader has.
///
/// For each character the wider of DejaVu Sans and Liberation Sans (as wide as Arial and Helvetica), in thousandths of the
/// font size, as their `hmtx` tables say: labels that fit by these fit in every usual sans-serif font.
enum TextWidth {
    /// U+0020 to U+007E.
    private static let basic: [Double] = [
        317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636, 636, 636, 636,
        636, 636, 636, 636, 336, 336, 837, 837, 837, 556, 1015, 684, 686, 722, 770, 666, 610, 777, 751, 294, 500, 666,
        557, 862, 748, 787, 666, 787, 722, 666, 610, 731, 684, 988, 685, 666, 685, 390, 336, 390, 837, 556, 500, 612,
        634, 549, 634, 615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611, 634, 634, 411, 520, 392, 633, 591, 817,
        591, 591, 524, 636, 336, 636, 837,
    ]

    /// In the unit of the font size.
    static func of(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width($1) } * size / 1_000
    }

    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x20...0x7E: return basic[Int(scalar.value) - 0x20]
        case 0xA0: return basic[0]
        case 0x2013: return 556
        case 0x2014, 0x2026, 0x2190...0x2193: return 1_000
        case 0xD7, 0xB1, 0x2212, 0x2264, 0x2265: return 837
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .control, .format: return 1_000
        default: break
        }
        // Latin and its like; then everything else, square characters and pictures included.
        return scalar.value < 0x250 && ![0xC6, 0xE6, 0x152, 0x153].contains(scalar.value) ? 860 : 1_450
    }

    /// The text, cut with an ellipsis where it is too wide; at least one character of it.
    static func fitting(_ text: String, within width: Double, size: Double) -> String {
        guard of(text, size: size) > width else { return text }
        var room = width - of("…", size: size)
        var kept = ""
        for character in text {
            room -= of(String(character), size: size)
            guard room >= 0 || kept.isEmpty else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
