import LearningCore
import Tabular

/// Conditions of a scoring model of Dynamics 365 as a table.
///
/// Dynamics shows a scoring model as groups of conditions with points and exports none of it, so the table is written by
/// hand or by a script from what is shown, one line a condition. Columns, in any order and case:
///
///     condition,type,field,operator,value,times,within,score
///     Decision maker,attribute,jobtitle,contains,Director;Head of,,,20
///     Decision maker,attribute,numberofemployees,is greater than,50,,,
///     Reader,interaction,Email opened,,,2,30,5
///
/// Lines with the same `condition` must all hold; the points stand in one of them (`score` or `points`). `type` is
/// `attribute` (also when blank) or `interaction`; values are separated by `;`. `times` is how often, `within` the last so
/// many days. A line whose operator has no counterpart makes its whole condition left out, for half of it would pay too
/// often.
enum DynamicsImport {
    private static let columns = ["condition", "type", "field", "operator", "value", "times", "within", "score"]
    private static let otherNames = [
        "points": "score", "group": "condition", "attribute": "field", "name": "condition",
    ]

    static func rules(of path: String, on pool: WorkerPool) throws(Diagnostic) -> ImportedRules {
        let (header, table) = try Diagnostic.translating { () throws(TabularError) in
            let reader = try TableReader(path: path, options: ReadOptions(), pool: pool)
            var plan = ReadPlan.inferAll
            for name in reader.header { plan.columns[name] = .typed(.text, nil) }
            return (reader.header, try reader.read(plan))
        }
        var columnOf: [String: Column] = [:]
        for name in header {
            let folded = name.lowercased().filter { $0.isLetter }
            let known = otherNames[folded] ?? folded
            if columns.contains(known), columnOf[known] == nil { columnOf[known] = table.frame[name] }
        }
        for needed in ["condition", "field", "score"] where columnOf[needed] == nil {
            throw RuleImport.unusable(
                path, "there is no column `\(needed)` in it, as a table of conditions of Dynamics 365 has",
                evidence: ["its columns: " + header.prefix(12).joined(separator: ", ")])
        }
        func cell(_ name: String, _ row: Int) -> String {
            guard let column = columnOf[name], case .text(let text) = column.values else { return "" }
            return text[row]
        }
        var order: [String] = []
        var rowsOf: [String: [Int]] = [:]
        for row in 0..<table.frame.rowCount {
            let name = cell("condition", row)
            if rowsOf[name] == nil { order.append(name) }
            rowsOf[name, default: []].append(row)
        }
        var imported = ImportedRules()
        for name in order {
            let rows = rowsOf[name] ?? []
            let place = "row \(table.rowNumber(at: rows[0]) + 1)"
            do throws(ConditionParts.Unusable) {
                guard let points = rows.lazy.compactMap({ Double(cell("score", $0)) }).first, points.isFinite,
                    points != 0, abs(points) <= 1_000_000
                else { throw ConditionParts.Unusable(reason: "it has no score") }
                var parts: [ImportedCondition] = []
                for row in rows { parts.append(try condition { cell($0, row) }) }
                imported.rules.append(
                    ImportedRules.ImportedRule(
                        name: name, group: parts.contains(where: \.hasEvents) ? "interactions" : "attributes",
                        condition: .all(parts), points: points))
            } catch {
                imported.leaveOut(place, "\"\(name)\": \(error.reason)")
            }
        }
        return imported
    }

    private static func condition(_ cell: (String) -> String) throws(ConditionParts.Unusable) -> ImportedCondition {
        let field = cell("field")
        switch cell("type").lowercased() {
        case "", "attribute", "demographic", "firmographic": break
        case "interaction", "behavioral", "behavioural", "behavior": return try interaction(field, cell)
        default: throw ConditionParts.Unusable(reason: "its type is neither attribute nor interaction")
        }
        let word = cell("operator").lowercased().split(whereSeparator: { !$0.isLetter }).joined(separator: " ")
        let values = cell("value").split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
        if let test = operators[word] { return try ConditionParts.attribute(field, test, values) }
        if let test = opposites[word] { return .not(try ConditionParts.attribute(field, test, values)) }
        throw ConditionParts.Unusable(reason: "the operator \"\(word.prefix(60))\" has no counterpart")
    }

    private static let operators: [String: ImportedCondition.AttributeOperator] = [
        "equals": .oneOf, "is": .oneOf, "is equal to": .oneOf, "in": .oneOf, "is one of": .oneOf,
        "does not equal": .noneOf, "is not": .noneOf, "is not equal to": .noneOf, "is not one of": .noneOf,
        "contains": .contains, "begins with": .startsWith, "starts with": .startsWith, "ends with": .endsWith,
        "is greater than": .above, "is greater than or equal to": .atLeast, "is less than": .below,
        "is less than or equal to": .atMost, "on or after": .atLeast, "on or before": .atMost, "between": .between,
        "contains data": .known, "is not empty": .known, "does not contain data": .unknown, "is empty": .unknown,
    ]

    private static let opposites: [String: ImportedCondition.AttributeOperator] = [
        "does not contain": .contains, "does not begin with": .startsWith, "does not end with": .endsWith,
    ]

    private static let events = [
        "email opened": "email_open", "email clicked": "email_click", "email link clicked": "email_click",
        "email sent": "email_sent", "email bounced": "email_bounce", "form submitted": "form",
        "marketing form submitted": "form", "website visited": "page_view", "page visited": "page_view",
        "event registered": "webinar_registered", "event registration created": "webinar_registered",
        "event check in": "webinar_attended", "event attended": "webinar_attended",
    ]

    private static func interaction(
        _ field: String, _ cell: (String) -> String
    ) throws(ConditionParts.Unusable) -> ImportedCondition {
        guard !field.isEmpty, !field.contains(where: \.isControl) else {
            throw ConditionParts.Unusable(reason: "no interaction is named")
        }
        guard cell("value").isEmpty else {
            throw ConditionParts.Unusable(reason: "it chooses among interactions by a value")
        }
        let words = field.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
        func whole(_ name: String) throws(ConditionParts.Unusable) -> Int? {
            let text = cell(name)
            guard !text.isEmpty else { return nil }
            guard let number = Int(text), (1...100_000).contains(number) else {
                throw ConditionParts.Unusable(reason: "`\(name)` is not a whole number above 0")
            }
            return number
        }
        return .event(events[words] ?? field, filters: [], atLeast: try whole("times") ?? 1, days: try whole("within"))
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
