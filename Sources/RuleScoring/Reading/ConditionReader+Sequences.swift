import LeadHistory

extension ConditionReader {
    /// `{sequence: {of: email_open, n: 2, within: 24h, after_silence: {gt: 7d}, then: {event: email_click}}}` (R-SEQ-1).
    func sequence(_ map: MapReader) -> SequenceTest? {
        let before = log.count
        let scope = map.choice("scope", EventScope.self)
        let window = map.span("window")
        defer { map.finish() }
        guard let inner = map.map("sequence", "`sequence`") else { return nil }
        let of = inner.required("of").flatMap { types($0, "`of`") }
        let count = inner.wholeNumber("n", in: 1...1_000) ?? 1
        let within = length(inner)
        let silence = inner["after_silence"].flatMap { self.silence($0) }
        let steps = inner["then"].map { self.steps($0) } ?? []
        let same = inner.text("same")
        let innerScope = inner.choice("scope", EventScope.self)
        inner.finish()
        guard log.count == before, let of, let within else { return nil }
        return SequenceTest(
            sequence: EventSequence(
                of: of, count: count, within: within, afterSilence: silence, then: steps.first, sameProperty: same,
                afterwards: steps.count > 1 ? Array(steps.dropFirst()) : nil),
            scope: scope ?? innerScope ?? .lead, window: window, place: map.place)
    }

    /// `24h` is time that passes; with `calendar: true`, `1d` is the same local day (R-SEQ-3).
    private func length(_ map: MapReader) -> EventSequence.Length? {
        let isCalendar = map.flag("calendar") ?? false
        guard let node = map.required("within"), let seconds = log.span(node, "`within`") else { return nil }
        guard isCalendar else { return .elapsed(seconds) }
        guard let days = Int(exactly: seconds / Span.day), days >= 1 else {
            log.add(.impossibleWindow, node.place, "with `calendar`, `within` is whole days", fix: "such as 1d")
            return nil
        }
        return .calendarDays(days, timeZone: timeZone)
    }

    private func silence(_ node: YAMLNode) -> EventSequence.Silence? {
        guard let map = MapReader(node, "`after_silence`", log) else { return nil }
        let strict = map.span("gt")
        let inclusive = map.span("gte")
        let of = map["of"].map { types($0, "`of`") } ?? .any
        let requiresPrior = map.flag("require_prior") ?? true
        map.finish()
        guard let span = strict ?? inclusive, (strict == nil) != (inclusive == nil) else {
            log.add(.missingKey, node.place, "`after_silence` needs `gt` or `gte`, one of them")
            return nil
        }
        guard let of else { return nil }
        return EventSequence.Silence(
            longerThan: span, inclusive: strict == nil, of: of, requiresPrior: requiresPrior)
    }

    /// What comes after: `email_click`, `{event: email_click}`, or a list of these, one after the other.
    private func steps(_ node: YAMLNode) -> [EventTypes] {
        if case .list(let nodes) = node.content { return nodes.flatMap { steps($0) } }
        guard case .map = node.content else { return types(node, "`then`").map { [$0] } ?? [] }
        guard let map = MapReader(node, "`then`", log) else { return [] }
        defer { map.finish() }
        return map.required("event").flatMap { types($0, "`event`") }.map { [$0] } ?? []
    }

    /// `{standing: {axis: fit}, gte: 50}`, `{standing: letter, in: [A, B]}`.
    func standing(_ map: MapReader) -> Condition? {
        guard let node = map["standing"], let subject = subject(node) else { return nil }
        var test = StandingTest(subject: subject, place: map.place)
        if subject.isText {
            test.words = (map.words("in") ?? map.words("eq")) ?? []
            if test.words.isEmpty { log.add(.missingKey, map.place, "this test needs `eq` or `in`") }
        } else {
            test.range = Self.range(map, log)
        }
        map.finish(.unknownOperator)
        return .standing(test)
    }

    private func subject(_ node: YAMLNode) -> StandingTest.Subject? {
        if case .map(let entries) = node.content, let entry = entries.first, entries.count == 1,
            let id = log.text(entry.value, "`\(entry.key)`")
        {
            switch entry.key {
            case "axis": return .axis(id)
            case "group": return .group(id)
            case "rule": return .rule(id)
            default:
                log.unknownWord(entry.key, entry.place, "`standing`", ["axis", "group", "rule"])
                return nil
            }
        }
        let words: [String: StandingTest.Subject] = [
            "overall": .overall, "letter": .letter, "class": .engagementClass, "cell": .cell, "stage": .stage,
            "qualification": .qualificationScore, "completeness": .qualificationCompleteness,
            "qualification_gate": .qualificationGate, "persona": .persona,
        ]
        guard let word = log.text(node, "`standing`") else { return nil }
        if let subject = words[word] { return subject }
        log.unknownWord(word, node.place, "`standing`", words.keys.sorted() + ["{axis: …}", "{group: …}", "{rule: …}"])
        return nil
    }
}

extension StandingTest.Subject {
    var isText: Bool {
        switch self {
        case .letter, .cell, .stage, .persona, .qualificationGate: true
        case .axis, .overall, .engagementClass, .group, .rule, .qualificationScore, .qualificationCompleteness: false
        }
    }
}
