import LeadHistory

/// From the bytes of a rule file to a ``RuleSet``, or to all that is wrong with it.
struct RuleSetReader {
    static let schema = "leadscore.rules/1"

    let log = ProblemLog()

    /// - Returns: the rules unless there is an error; problems by place.
    mutating func read(_ bytes: [UInt8]) -> (rules: RuleSet?, problems: [RuleProblem]) {
        var file = YAMLFile(log: log)
        var rules: RuleSet?
        if let root = file.root(of: bytes) { rules = ruleSet(root) }
        if let found = rules { RuleCheck(found, log: log).run() }
        let problems = log.sorted
        return (problems.contains { !$0.isWarning } ? nil : rules, problems)
    }

    private func ruleSet(_ root: YAMLNode) -> RuleSet? {
        guard !root.isNull else {
            log.add(.missingKey, root.place, "the file is empty", fix: "begin with `schema: \(Self.schema)`")
            return nil
        }
        guard let map = MapReader(root, "the file", log) else { return nil }
        checkSchema(map)
        var rules = RuleSet(name: map.text("name") ?? "rules")
        rules.note = map.text("description")
        readTimeZone(map, into: &rules)
        readLocale(map, into: &rules)
        rules.fields = fields(map["fields"])
        rules.eventAliases = eventAliases(map["events"])
        let conditions = ConditionReader(log: log, decimalMark: rules.decimalMark, timeZone: rules.timeZone)
        rules.groups = groups(map, conditions)
        rules.axes = axes(map["axes"], groups: rules.groups)
        readResult(map, conditions, into: &rules)
        rules.personas = map["personas"].map { personas($0, conditions) } ?? []
        if let node = map["stages"] { rules.stages = stages(node, conditions) }
        if let node = map["gates"] { rules.gates = gates(node, conditions) }
        if let node = map["qualification"] { rules.qualification = qualification(node) }
        if let node = map["accounts"] { rules.accounts = accounts(node, conditions) }
        if let node = map["ideal_profile"] { rules.profile = profile(node, conditions) }
        if let node = map["overrides"] { rules.overrides = overrides(node, conditions) }
        map.finish()
        return rules
    }

    private func checkSchema(_ map: MapReader) {
        guard let node = map.required("schema"), let schema = log.text(node, "`schema`") else { return }
        guard schema != Self.schema else { return }
        log.add(.schema, node.place, "the schema is \"\(schema.prefix(60))\"", fix: "write `schema: \(Self.schema)`")
    }

    private func readTimeZone(_ map: MapReader, into rules: inout RuleSet) {
        guard let node = map["timezone"], let name = log.text(node, "`timezone`") else { return }
        if (try? CalendarZone.named(name)) != nil { return rules.timeZone = name }
        log.add(
            .unknownWord, node.place, "the time zone \"\(name.prefix(60))\" is not known",
            fix: "use a name such as Europe/Berlin, or UTC")
    }

    private func readLocale(_ map: MapReader, into rules: inout RuleSet) {
        guard let node = map["locale"], let word = log.text(node, "`locale`") else { return }
        let marks: [String: RuleSet.DecimalMark] = [
            "en": .point, "de": .comma, "fr": .comma, "es": .comma, "it": .comma, "nl": .comma,
        ]
        if let mark = marks[word] { return rules.decimalMark = mark }
        log.unknownWord(word, node.place, "`locale`", marks.keys.sorted())
    }

    private func fields(_ node: YAMLNode?) -> [FieldAlias] {
        guard let node, let map = MapReader(node, "`fields`", log) else { return [] }
        return map.entries.compactMap { entry in
            if case .map = entry.value.content {
                guard let inner = MapReader(entry.value, "the field `\(entry.key)`", log) else { return nil }
                defer { inner.finish() }
                return FieldAlias(
                    name: entry.key, columns: inner.words("columns") ?? [entry.key],
                    placeholders: inner.words("placeholders") ?? [], place: entry.place)
            }
            guard let columns = log.words(entry.value, "the field `\(entry.key)`") else { return nil }
            return FieldAlias(name: entry.key, columns: columns, place: entry.place)
        }
    }

    private func eventAliases(_ node: YAMLNode?) -> [EventAlias] {
        guard let node, let map = MapReader(node, "`events`", log) else { return [] }
        return map.entries.compactMap { entry in
            guard let types = log.words(entry.value, "the event `\(entry.key)`") else { return nil }
            return EventAlias(name: entry.key, types: types, place: entry.place)
        }
    }

    private func axes(_ node: YAMLNode?, groups: [RuleGroup]) -> [Axis] {
        guard let node else {
            // Without axes there is one, with everything on it.
            return [
                Axis(
                    id: "score", minimum: .zero, maximum: Points(100), groups: groups.map(\.id), weight: 1,
                    place: groups.first?.place ?? .none)
            ]
        }
        guard let map = MapReader(node, "`axes`", log) else { return [] }
        return map.entries.compactMap { entry in
            guard let inner = MapReader(entry.value, "the axis `\(entry.key)`", log) else { return nil }
            defer { inner.finish() }
            let axis = Axis(
                id: entry.key, minimum: inner.points("min") ?? .zero, maximum: inner.points("max") ?? Points(100),
                groups: inner.required("groups").flatMap { log.words($0, "`groups`") } ?? [],
                weight: inner.number("weight", in: 0...1_000) ?? 1, place: entry.place)
            if axis.minimum >= axis.maximum {
                log.add(
                    .outOfRange, inner.place(of: "max"), "the axis `\(axis.id)` has a max that is not above its min")
            }
            return axis
        }
    }

    private func personas(_ node: YAMLNode, _ conditions: ConditionReader) -> [Persona] {
        (log.list(node, "`personas`") ?? []).compactMap { node in
            guard let map = MapReader(node, "a persona", log) else { return nil }
            defer { map.finish() }
            guard let id = map.text("id", required: true) else { return nil }
            let condition = id == Persona.defaultID ? nil : map.required("when").flatMap { conditions.condition($0) }
            return Persona(id: id, condition: condition, extends: map.text("extends"), place: map.place(of: "id"))
        }
    }

    /// `accounts: {field: company, method: top3_mean, buying_group: {decider: {attr: title, contains: chief}, …}}`.
    private func accounts(_ node: YAMLNode, _ conditions: ConditionReader) -> AccountRollUp? {
        guard let map = MapReader(node, "`accounts`", log) else { return nil }
        defer { map.finish() }
        let buyers = (map.map("buying_group", "`buying_group`")?.entries ?? []).compactMap { entry in
            conditions.condition(entry.value).map {
                AccountRollUp.BuyingRole(id: entry.key, condition: $0, place: entry.place)
            }
        }
        return AccountRollUp(
            field: map.text("field") ?? "account", method: map.choice("method", AccountRollUp.Method.self) ?? .max,
            buyingGroup: buyers, place: node.place)
    }
}
