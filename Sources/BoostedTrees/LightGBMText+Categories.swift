import LearningCore

/// The names of categories, in the last line of a model that was trained on a pandas table or is to be used on one:
///
///     pandas_categorical:[["mail", "web"], [1, 2, 3]]
///
/// one list for each categorical column, in the order of the columns; a category's code is its place in the list.
extension LightGBMText {
    private static let mark = "pandas_categorical:"

    static func categoryLine(of schema: FeatureSchema) -> String {
        let lists = schema.features.compactMap { feature -> String? in
            guard case .categorical(let levels) = feature.kind, !levels.isEmpty else { return nil }
            return "[" + levels.map(quoted).joined(separator: ", ") + "]"
        }
        return mark + (lists.isEmpty ? "null" : "[" + lists.joined(separator: ", ") + "]")
    }

    /// - Returns: `nil` if the text names no categories.
    static func categoryNames(in text: String) -> [[String]]? {
        guard let line = text.split(whereSeparator: \.isNewline).last, line.hasPrefix(mark) else { return nil }
        let value = try? JSONDocument.value(of: Array(line.dropFirst(mark.count).utf8))
        guard let lists = value?.elements, !lists.isEmpty else { return nil }
        var names: [[String]] = []
        for list in lists {
            guard let elements = list.elements else { return nil }
            let found = elements.compactMap(name)
            guard found.count == elements.count else { return nil }
            names.append(found)
        }
        return names
    }

    /// As pandas writes the category into a table.
    private static func name(_ value: DocumentValue) -> String? {
        switch value {
        case .text(let text): text
        case .number(let number): CategoryName.text(number)
        case .bool(let flag): flag ? "True" : "False"
        default: nil
        }
    }

    /// A JSON text of nothing but ASCII, as LightGBM's own writer makes it.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x20...0x7E: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
