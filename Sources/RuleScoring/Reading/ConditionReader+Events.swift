import LeadHistory

extension ConditionReader {
    /// `{event: email_open, where: {…}, window: 30d, count: {gte: 2}, scope: account}`.
    func event(_ map: MapReader) -> EventTest? {
        let before = log.count
        guard let types = map["event"].flatMap({ types($0, "`event`") }) else { return nil }
        var test = EventTest(types: types, place: map.place)
        test.scope = map.choice("scope", EventScope.self) ?? .lead
        if let by = map.choice("by", Actor.self), by == .others {
            test.byOthers = true
            if test.scope == .lead {
                log.add(.missingKey, map.place(of: "by"), "`by: others` needs a `scope`: contact or account")
            }
        }
        if let node = map["where"] { test.filters = filters(node) }
        test.window = map.span("window")
        test.comparisons = comparisons(map)
        if let node = map["ignore_if"] { test.ignored = ignored(node) }
        map.finish(.unknownOperator)
        return log.count == before ? test : nil
    }

    private enum Actor: String, CaseIterable { case anyone, others }

    /// One type, a list, or `any`.
    func types(_ node: YAMLNode, _ what: String) -> EventTypes? {
        guard let words = log.words(node, what) else { return nil }
        return words.contains("*") || words == ["any"] ? .any : .only(words)
    }

    /// `where: {url: {contains: pricing}, campaign: [spring, summer]}`.
    func filters(_ node: YAMLNode) -> [AttributeTest] {
        guard let map = MapReader(node, "`where`", log) else { return [] }
        return map.entries.compactMap { entry in
            if case .map = entry.value.content {
                guard let inner = MapReader(entry.value, "the test of `\(entry.key.prefix(40))`", log),
                    let tests = tests(inner)
                else { return nil }
                return AttributeTest(field: entry.key, tests: tests, place: entry.place)
            }
            return log.words(entry.value, "`\(entry.key.prefix(40))`").map { words in
                AttributeTest(field: entry.key, tests: [.oneOf(words.map { literal($0) })], place: entry.place)
            }
        }
    }

    private func comparisons(_ map: MapReader) -> [EventTest.Comparison] {
        var found: [EventTest.Comparison] = []
        func take(_ key: String, _ measure: EventMeasure) {
            guard let inner = map.map(key, "`\(key)`") else { return }
            if let range = Self.range(inner, log) { found.append(EventTest.Comparison(measure, range)) }
            inner.finish(.unknownOperator)
        }
        func takeProperty(_ key: String, _ measure: (String) -> EventMeasure) {
            guard let inner = map.map(key, "`\(key)`") else { return }
            let property = inner.text("property", required: true)
            let range = Self.range(inner, log)
            inner.finish(.unknownOperator)
            if let property, let range { found.append(EventTest.Comparison(measure(property), range)) }
        }
        take("count", .count)
        take("distinct_days", .distinctDays)
        take("distinct_types", .distinctTypes)
        take("days_since_last", .daysSinceLast)
        take("days_since_first", .daysSinceFirst)
        take("longest_silence", .longestSilence)
        takeProperty("distinct") { .distinctValues(property: $0) }
        takeProperty("sum") { .sum(property: $0) }
        takeProperty("avg") { .mean(property: $0) }
        takeProperty("max") { .maximum(property: $0) }
        if let inner = map.map("trend", "`trend`") {
            let period = inner.required("period").flatMap { log.span($0, "`period`") }
            let before = inner.wholeNumber("before", in: 1...520) ?? 3
            let range = Self.range(inner, log)
            inner.finish(.unknownOperator)
            if let period, let range {
                found.append(EventTest.Comparison(.trendRatio(period: period, before: before), range))
            }
        }
        return found
    }

    /// `ignore_if: {within: 2s, after: email_sent, same: message_id}` and/or `where`.
    func ignored(_ node: YAMLNode) -> IgnoredEvents? {
        guard let map = MapReader(node, "`ignore_if`", log) else { return nil }
        defer { map.finish() }
        var ignored = IgnoredEvents()
        if let filters = map["where"] { ignored.filters = self.filters(filters) }
        let same = map.text("same")
        if let after = map["after"] {
            guard let types = types(after, "`after`") else { return nil }
            guard let within = map.span("within") else {
                if !map.has("within") { log.add(.missingKey, map.place, "`ignore_if` needs `within`") }
                return nil
            }
            ignored.following = IgnoredEvents.Following(types: types, within: within, sameProperty: same)
        } else if map.has("within") {
            log.add(.missingKey, map.place, "`ignore_if` needs `after`: the event that came just before")
        } else if ignored.filters.isEmpty {
            log.add(.missingKey, map.place, "`ignore_if` needs `within` and `after`, or `where`")
        }
        return ignored
    }

    /// `{attr_changed: {attr: crm, from: [x], to: [y], window: 30d}}`: an event `attr_changed` whose properties say what.
    func changed(_ map: MapReader) -> Condition? {
        let scope = map.choice("scope", EventScope.self)
        defer { map.finish() }
        guard let inner = map.map("attr_changed", "`attr_changed`") else { return nil }
        defer { inner.finish() }
        var test = EventTest(types: .only(["attr_changed"]), place: map.place)
        test.scope = scope ?? .lead
        guard let field = inner.text("attr", required: true) else { return nil }
        test.filters = [AttributeTest(field: "attr", tests: [.equal(literal(field))], place: inner.place)]
        for key in ["from", "to"] {
            guard let words = inner.words(key) else { continue }
            test.filters.append(
                AttributeTest(field: key, tests: [.oneOf(words.map { literal($0) })], place: inner.place(of: key)))
        }
        test.window = inner.span("window")
        return .event(test)
    }
}
