/// Point actions and point triggers as Mautic's REST API gives them (`GET /api/points`, `GET /api/points/triggers`).
///
/// Accepted: the answer of either, one file with both, a list of actions, or a single one under `point` or `trigger`:
///
///     {"total": 1, "points": [{"id": 47, "name": "Opened the offer", "type": "email.open", "delta": 5,
///        "isPublished": true, "repeatable": false, "properties": {"emails": [3, 8]}}],
///      "triggers": [{"id": 2, "name": "Call now", "points": 50, "isPublished": true, "events": [{"type": "email.send"}]}]}
///
/// Actions become rules: `email.open`, `email.send`, `form.submit`, `page.hit`, `asset.download` (with the ids chosen, as
/// `where` on `email_id`, `form_id`, `page_id`, `asset_id`) and `url.hit` (its `page_url`, stars as wildcards at an end, and
/// `page_hits`). A trigger becomes an override that says its name from so many points on; what it would do in Mautic is
/// left out. So are actions of plugins, unpublished ones, dates of publication, and what is asked of categories, return
/// visits and time on page.
enum MauticImport {
    /// Types with the events they are here, and the property that chooses among them.
    private static let types: [String: (event: String, choice: String, property: String)] = [
        "email.open": ("email_open", "emails", "email_id"), "email.send": ("email_sent", "emails", "email_id"),
        "form.submit": ("form", "forms", "form_id"), "page.hit": ("page_view", "pages", "page_id"),
        "asset.download": ("asset_download", "assets", "asset_id"),
    ]

    static func rules(of root: JSONValue, _ path: String) throws(Diagnostic) -> ImportedRules {
        var imported = ImportedRules()
        let actions = members(root, "points", "point")
        let triggers = members(root, "triggers", "trigger")
        guard !actions.isEmpty || !triggers.isEmpty else {
            throw RuleImport.unusable(
                path, "there are neither `points` nor `triggers` in it, as in an export of Mautic")
        }
        for (place, action) in actions { add(action, place, to: &imported) }
        for (place, trigger) in triggers { addTrigger(trigger, place, to: &imported) }
        return imported
    }

    /// Entries with their places: a list, an object by id, or a single one.
    private static func members(_ root: JSONValue, _ many: String, _ one: String) -> [(String, JSONValue)] {
        if let single = root[one] { return [(one, single)] }
        switch root[many] {
        case .list(let values)?: return values.enumerated().map { ("\(many)[\($0.offset)]", $0.element) }
        case .object(let values)?:
            return values.sorted { $0.key < $1.key }.map { ("\(many).\($0.key.prefix(40))", $0.value) }
        default:
            guard many == "points", let values = root.list else { return [] }
            return values.enumerated().map { ("[\($0.offset)]", $0.element) }
        }
    }

    private static func add(_ action: JSONValue, _ place: String, to imported: inout ImportedRules) {
        let type = action["type"]?.word ?? ""
        let name = action["name"]?.word ?? type
        if action["isPublished"]?.isFalse ?? false {
            return imported.leaveOut(place, "\"\(name)\" is not published")
        }
        guard let delta = action["delta"]?.number, delta != 0, abs(delta) <= 1_000_000 else {
            return imported.leaveOut(place, "\"\(name)\" changes no points")
        }
        let condition: ImportedCondition
        do throws(ConditionParts.Unusable) {
            condition = try self.condition(type, action["properties"])
        } catch {
            return imported.leaveOut(place, "\"\(name)\" (\(type)): \(error.reason)")
        }
        for key in ["publishUp", "publishDown"] where action[key] != nil {
            imported.leaveOut(place, "\"\(name)\": \(key), for rules here have no dates of their own")
        }
        leaveOutProperties(of: action["properties"], type, "\(place).properties", name, &imported)
        imported.rules.append(
            ImportedRules.ImportedRule(
                name: name, group: group(type), condition: condition, points: delta,
                repeats: action["repeatable"]?.isTrue ?? false,
                remarks: [action["description"]?.word].compactMap(\.self).filter { !$0.isEmpty }))
    }

    private static func group(_ type: String) -> String {
        String(type.prefix { $0 != "." }).replacing("url", with: "page")
    }

    private static func condition(
        _ type: String, _ properties: JSONValue?
    ) throws(ConditionParts.Unusable) -> ImportedCondition {
        if type == "url.hit" { return try pageVisit(properties) }
        guard let (event, choice, property) = types[type] else {
            throw ConditionParts.Unusable(reason: "actions of this type have no counterpart")
        }
        let chosen = properties?[choice]?.words ?? []
        guard !chosen.isEmpty else { return .event(event, filters: [], atLeast: 1, days: nil) }
        try ConditionParts.check(.oneOf, chosen)
        return .event(event, filters: [(property, .oneOf, chosen)], atLeast: 1, days: nil)
    }

    private static func pageVisit(_ properties: JSONValue?) throws(ConditionParts.Unusable) -> ImportedCondition {
        guard var address = properties?["page_url"]?.word, !address.isEmpty else {
            throw ConditionParts.Unusable(reason: "it names no page")
        }
        let isOpenAtStart = address.first == "*"
        let isOpenAtEnd = address.last == "*"
        while address.first == "*" { address.removeFirst() }
        while address.last == "*" { address.removeLast() }
        guard !address.contains("*") else {
            throw ConditionParts.Unusable(reason: "its address has a star in the middle")
        }
        let hits = properties?["page_hits"]?.number.flatMap { Int(exactly: $0) } ?? 1
        let count = min(max(hits, 1), 1_000_000)
        guard !address.isEmpty else { return .event("page_view", filters: [], atLeast: count, days: nil) }
        let test: ImportedCondition.AttributeOperator =
            switch (isOpenAtStart, isOpenAtEnd) {
            case (true, true): .contains
            case (false, true): .startsWith
            case (true, false): .endsWith
            case (false, false): .oneOf
            }
        try ConditionParts.check(test, [address])
        return .event("page_view", filters: [("url", test, [address])], atLeast: count, days: nil)
    }

    /// What a type's properties ask beyond what was understood.
    private static func leaveOutProperties(
        of properties: JSONValue?, _ type: String, _ place: String, _ name: String, _ imported: inout ImportedRules
    ) {
        guard case .object(let members)? = properties else { return }
        let understood = type == "url.hit" ? ["page_url", "page_hits"] : [types[type]?.choice ?? ""]
        for (key, value) in members.sorted(by: { $0.key < $1.key })
        where !understood.contains(key) && !value.isEmpty && !value.isFalse {
            // A unit says nothing without its time, and is left out with it.
            if key.hasSuffix("_unit"), members[String(key.dropLast(5))] != nil { continue }
            imported.leaveOut("\(place).\(key.prefix(40))", "\"\(name)\" asks for more than a rule here can")
        }
    }

    private static func addTrigger(_ trigger: JSONValue, _ place: String, to imported: inout ImportedRules) {
        let name = trigger["name"]?.word ?? "trigger"
        if trigger["isPublished"]?.isFalse ?? false {
            return imported.leaveOut(place, "\"\(name)\" is not published")
        }
        guard let points = trigger["points"]?.number, points > 0, points <= 1_000_000 else {
            return imported.leaveOut(place, "\"\(name)\" has no number of points")
        }
        imported.thresholds.append(ImportedRules.Threshold(points: points, action: name))
        let events: [JSONValue] =
            switch trigger["events"] {
            case .list(let values)?: values
            case .object(let values)?: values.sorted { $0.key < $1.key }.map(\.value)
            default: []
            }
        for (index, event) in events.enumerated() {
            imported.leaveOut(
                "\(place).events[\(index)]", "\"\(name)\" would run \(event["type"]?.word ?? "an action") in Mautic")
        }
    }
}
