import Tabular

/// Makes conditions of what exports say, and says why it cannot.
enum ConditionParts {
    /// Why something of an export has no counterpart.
    struct Unusable: Error {
        let reason: String
    }

    /// - Throws: ``Unusable`` for values that the test cannot have.
    static func attribute(
        _ field: String?, _ test: ImportedCondition.AttributeOperator, _ values: [String]
    ) throws(Unusable) -> ImportedCondition {
        guard let field, !field.isEmpty else { throw Unusable(reason: "no field is named") }
        try check(test, values)
        guard !field.contains(where: \.isControl) else { throw Unusable(reason: "its field has a control character") }
        return .attribute(field, test, test == .between ? Array(values.prefix(2)) : values)
    }

    static func check(_ test: ImportedCondition.AttributeOperator, _ values: [String]) throws(Unusable) {
        guard test.needsValue else { return }
        guard !values.isEmpty, !values.contains("") else { throw Unusable(reason: "it compares with nothing") }
        guard !values.contains(where: { $0.contains(where: \.isControl) }) else {
            throw Unusable(reason: "one of its values has a control character")
        }
        guard test.isBound else { return }
        guard values.prefix(2).allSatisfy(isOrdered) else {
            throw Unusable(reason: "it compares sizes with something that is neither a number nor a date")
        }
        guard test == .between else { return }
        guard values.count == 2 else { throw Unusable(reason: "a range needs two ends") }
        if let low = Double(values[0]), let high = Double(values[1]), low > high {
            throw Unusable(reason: "the range is empty")
        }
    }

    private static func isOrdered(_ word: String) -> Bool {
        if let number = Double(word) { return number.isFinite && word.first.map { $0.isNumber || $0 == "-" } ?? false }
        return DateText.seconds(of: word) != nil
    }
}
