/// Score properties of HubSpot.
///
/// HubSpot documents the filters (those of lists, <https://developers.hubspot.com/docs/api-reference/crm-lists-v3/list-filters>)
/// but no export of a score with them. Accepted is a score property, or several in a list or under `results`, with rules
/// in `groups`, or straight in `rules`, `positiveRules` and `negativeRules`:
///
///     {"results": [{"name": "hubspotscore", "label": "Lead score", "groups": [
///        {"name": "Job", "rules": [{"name": "Decides", "score": 20, "filterBranch": {"filterBranchType": "AND",
///            "filters": [{"filterType": "PROPERTY", "property": "jobtitle",
///               "operation": {"operationType": "MULTISTRING", "operator": "CONTAINS", "values": ["director"]}}],
///            "filterBranches": []}}]}]}]}
///
/// The points are `score`, `points` or `scoreAdjustment`; in `negativeRules` they are taken off. Conditions are a
/// `filterBranch` (OR, AND, NOT_ALL, NOT_ANY) of PROPERTY, FORM_SUBMISSION, EMAIL_EVENT and PAGE_VIEW filters, or the older
/// `filters`: a list of lists of `{"property", "operator", "value"}`, lists joined by or, their members by and. Lists,
/// associations, workflows, limits of groups and refinements by time are left out.
enum HubSpotImport {
    private static let deepest = 12

    static func rules(of root: JSONValue, _ path: String) throws(Diagnostic) -> ImportedRules {
        var imported = ImportedRules()
        let properties: [(String, JSONValue)]
        if let list = root["results"]?.list ?? root.list {
            properties = list.enumerated().map { ("[\($0.offset)]", $0.element) }
        } else {
            properties = [("", root)]
        }
        var found = false
        for (place, property) in properties where add(property, place, to: &imported) { found = true }
        guard found else {
            throw RuleImport.unusable(
                path, "there is no score property with `groups` or `rules` in it, as in an export of HubSpot")
        }
        return imported
    }

    private static func add(_ property: JSONValue, _ place: String, to imported: inout ImportedRules) -> Bool {
        let title = property.first(["label", "name"])?.word ?? "score"
        let dot = place.isEmpty ? "" : place + "."
        var found = false
        for (index, group) in (property["groups"]?.list ?? []).enumerated() {
            found = true
            let here = "\(dot)groups[\(index)]"
            let name = group.first(["name", "label"])?.word ?? title
            for key in ["limit", "maxScore", "minScore", "decay"] where group[key] != nil {
                imported.leaveOut("\(here).\(key)", "write it as `cap` or `decay` of the group \"\(name)\"")
            }
            addRules(group["rules"], 1, name, "\(here).rules", &imported)
        }
        for (key, sign) in [("rules", 1.0), ("positiveRules", 1), ("negativeRules", -1)] where property[key] != nil {
            found = true
            addRules(property[key], sign, title, "\(dot)\(key)", &imported)
        }
        return found
    }

    private static func addRules(
        _ rules: JSONValue?, _ sign: Double, _ group: String, _ place: String, _ imported: inout ImportedRules
    ) {
        for (index, rule) in (rules?.list ?? []).enumerated() {
            let here = "\(place)[\(index)]"
            guard let points = rule.first(["score", "points", "scoreAdjustment"])?.number, points != 0,
                abs(points) <= 1_000_000
            else {
                imported.leaveOut(here, "it changes no points")
                continue
            }
            do throws(ConditionParts.Unusable) {
                let condition = try condition(of: rule)
                imported.rules.append(
                    ImportedRules.ImportedRule(
                        name: rule.first(["name", "label"])?.word ?? group, group: group, condition: condition,
                        points: sign < 0 ? -abs(points) : points))
            } catch {
                imported.leaveOut(here, error.reason)
            }
        }
    }

    private static func condition(of rule: JSONValue) throws(ConditionParts.Unusable) -> ImportedCondition {
        if let branch = rule["filterBranch"] { return try self.branch(branch, depth: 0) }
        guard let filters = rule["filters"]?.list, !filters.isEmpty else {
            throw ConditionParts.Unusable(reason: "it has no `filterBranch` and no `filters`")
        }
        var groups: [ImportedCondition] = []
        // A plain list is one group.
        for group in filters.contains(where: { $0.list != nil }) ? filters : [.list(filters)] {
            groups.append(
                .all(try parts(group.list ?? []) { value throws(ConditionParts.Unusable) in try older(value) }))
        }
        return .any(groups)
    }

    private static func parts(
        _ values: [JSONValue], _ part: (JSONValue) throws(ConditionParts.Unusable) -> ImportedCondition
    ) throws(ConditionParts.Unusable) -> [ImportedCondition] {
        guard !values.isEmpty, values.count <= 1_000 else {
            throw ConditionParts.Unusable(reason: "it has no conditions, or more than 1,000")
        }
        var found: [ImportedCondition] = []
        for value in values { found.append(try part(value)) }
        return found
    }

    private static func branch(_ value: JSONValue, depth: Int) throws(ConditionParts.Unusable) -> ImportedCondition {
        guard depth < deepest else {
            throw ConditionParts.Unusable(reason: "its conditions are nested more than \(deepest) levels deep")
        }
        let filters = value["filters"]?.list ?? []
        let branches = value["filterBranches"]?.list ?? []
        let all =
            try
            (filters.isEmpty
            ? [] : parts(filters) { value throws(ConditionParts.Unusable) in try filter(value) })
            + (branches.isEmpty
                ? [] : parts(branches) { value throws(ConditionParts.Unusable) in try branch(value, depth: depth + 1) })
        guard !all.isEmpty else { throw ConditionParts.Unusable(reason: "one of its branches is empty") }
        switch value["filterBranchType"]?.word ?? "AND" {
        case "AND": return .all(all)
        case "OR": return .any(all)
        case "NOT_ALL": return .not(.all(all))
        case "NOT_ANY": return .not(.any(all))
        default:
            throw ConditionParts.Unusable(reason: "a branch of this type asks about other objects, or is not known")
        }
    }
}

// MARK: - Filters

extension HubSpotImport {
    private static func filter(_ value: JSONValue) throws(ConditionParts.Unusable) -> ImportedCondition {
        let operation = value["operation"]
        if value["pruningRefineBy"] != nil || value["coalescingRefineBy"] != nil || operation?["pruningRefineBy"] != nil
        {
            throw ConditionParts.Unusable(reason: "a filter is refined by time or number of times")
        }
        switch value["filterType"]?.word ?? "PROPERTY" {
        case "PROPERTY":
            let words = operation?.first(["values", "value"])?.words ?? []
            let ends = [operation?["lowerBound"], operation?["upperBound"]].compactMap { $0?.word }
            return try comparison(
                value["property"]?.word, operation?["operator"]?.word ?? "", ends.count == 2 ? ends : words,
                unknownToo: operation?["includeObjectsWithNoValueSet"]?.isTrue ?? false)
        case "FORM_SUBMISSION": return try event("form", "form_id", value["formId"], value["operator"], ["FILLED_OUT"])
        case "EMAIL_EVENT":
            let events = ["OPENED": "email_open", "LINK_CLICKED": "email_click", "SENT": "email_sent"]
            let word = value["operator"]?.word ?? ""
            guard let type = events[word] else {
                throw ConditionParts.Unusable(reason: "this event of an e-mail has no counterpart")
            }
            return try event(type, "email_id", value["emailId"], value["operator"], [word])
        case "PAGE_VIEW":
            let tests: [String: ImportedCondition.AttributeOperator] = [
                "HAS_PAGEVIEW_EQ": .oneOf, "HAS_PAGEVIEW_CONTAINS": .contains, "EQUALS": .oneOf, "CONTAINS": .contains,
            ]
            guard let test = tests[value["operator"]?.word ?? ""], let page = value["pageUrl"]?.word else {
                throw ConditionParts.Unusable(reason: "this test of page views has no counterpart")
            }
            try ConditionParts.check(test, [page])
            return .event("page_view", filters: [("url", test, [page])], atLeast: 1, days: nil)
        default: throw ConditionParts.Unusable(reason: "a filter of this type has no counterpart")
        }
    }

    private static func event(
        _ type: String, _ property: String, _ id: JSONValue?, _ found: JSONValue?, _ known: [String]
    ) throws(ConditionParts.Unusable) -> ImportedCondition {
        guard known.contains(found?.word ?? known[0]) else {
            throw ConditionParts.Unusable(reason: "a filter asks that something was not done")
        }
        guard let id = id?.word, !id.isEmpty else { return .event(type, filters: [], atLeast: 1, days: nil) }
        try ConditionParts.check(.oneOf, [id])
        return .event(type, filters: [(property, .oneOf, [id])], atLeast: 1, days: nil)
    }

    private static func older(_ value: JSONValue) throws(ConditionParts.Unusable) -> ImportedCondition {
        let words = value.first(["values", "value"])?.words ?? []
        let split =
            value["operator"]?.word == "SET_ANY" ? words.flatMap { $0.split(separator: ";").map(String.init) } : words
        return try comparison(value["property"]?.word, value["operator"]?.word ?? "", split, unknownToo: false)
    }

    private static let operators: [String: ImportedCondition.AttributeOperator] = [
        "IS_EQUAL_TO": .oneOf, "IS_ANY_OF": .oneOf, "EQ": .oneOf, "SET_ANY": .oneOf, "IS_EXACTLY": .oneOf,
        "IS_NOT_EQUAL_TO": .noneOf, "IS_NONE_OF": .noneOf, "NEQ": .noneOf, "SET_NOT_ANY": .noneOf,
        "CONTAINS": .contains, "STARTS_WITH": .startsWith, "ENDS_WITH": .endsWith,
        "IS_GREATER_THAN": .above, "GT": .above, "IS_GREATER_THAN_OR_EQUAL_TO": .atLeast, "GTE": .atLeast,
        "IS_LESS_THAN": .below, "LT": .below, "IS_LESS_THAN_OR_EQUAL_TO": .atMost, "LTE": .atMost,
        "IS_AFTER": .above, "IS_BEFORE": .below, "IS_BETWEEN": .between, "BETWEEN": .between,
        "IS_KNOWN": .known, "HAS_PROPERTY": .known, "IS_NOT_EMPTY": .known,
        "IS_UNKNOWN": .unknown, "NOT_HAS_PROPERTY": .unknown, "IS_EMPTY": .unknown,
    ]

    /// - Parameter unknownToo: leads without a value pass as well.
    private static func comparison(
        _ property: String?, _ name: String, _ values: [String], unknownToo: Bool
    ) throws(ConditionParts.Unusable) -> ImportedCondition {
        let found: ImportedCondition
        switch name {
        case "DOES_NOT_CONTAIN", "NOT_CONTAINS":
            found = .not(try ConditionParts.attribute(property, .contains, values))
        case "IS_NOT_BETWEEN": found = .not(try ConditionParts.attribute(property, .between, values))
        default:
            guard let test = operators[name] else {
                throw ConditionParts.Unusable(reason: "the operator \(name.prefix(60)) has no counterpart")
            }
            found = try ConditionParts.attribute(property, test, values)
        }
        guard unknownToo, let property else { return found }
        return .any([found, .attribute(property, .unknown, [])])
    }
}
