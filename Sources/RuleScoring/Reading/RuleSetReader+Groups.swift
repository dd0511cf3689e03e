import LeadHistory

extension RuleSetReader {
    func groups(_ map: MapReader, _ conditions: ConditionReader) -> [RuleGroup] {
        guard let node = map.required("groups"), let groups = MapReader(node, "`groups`", log) else { return [] }
        return groups.entries.compactMap { entry in
            guard let inner = MapReader(entry.value, "the group `\(entry.key)`", log) else { return nil }
            defer { inner.finish() }
            let rules = inner.required("rules").flatMap { log.list($0, "`rules`") } ?? []
            return RuleGroup(
                id: entry.key, combination: inner.choice("combine", RuleGroup.Combination.self) ?? .sum,
                limits: limits(inner), personas: inner.words("personas") ?? [],
                rules: rules.compactMap { rule($0, conditions) }, place: entry.place)
        }
    }

    /// `cap: {min: -20, max: 30}`.
    private func limits(_ map: MapReader) -> PointLimits {
        guard let inner = map.map("cap", "`cap`") else { return PointLimits() }
        defer { inner.finish() }
        let limits = PointLimits(minimum: inner.points("min"), maximum: inner.points("max"))
        if let low = limits.minimum, let high = limits.maximum, low > high {
            log.add(.outOfRange, inner.place(of: "min"), "the cap has a min above its max")
        }
        return limits
    }

    private func rule(_ node: YAMLNode, _ conditions: ConditionReader) -> Rule? {
        guard let map = MapReader(node, "a rule", log) else { return nil }
        let id = map.text("id", required: true)
        let condition = map["when"].map { conditions.condition($0) }
        let points = map.required("points").flatMap { self.points($0, condition: condition ?? nil, conditions) }
        var rule = Rule(
            id: id ?? "", condition: (condition ?? nil) ?? defaultCondition(points),
            points: points ?? .constant(.zero), place: map.place(of: "id"))
        rule.note = map.text("description")
        rule.pointsIfUnknown = map.points("if_unknown")
        if let node = map["repeat"] { rule.repetition = repetition(node) }
        if let node = map["decay"] { rule.decay = decay(node) }
        if let node = map["ignore_if"], let ignored = conditions.ignored(node) { rule.ignore(ignored, log) }
        rule.resetsGroup = map.flag("reset") ?? false
        rule.personas = map.words("personas") ?? []
        rule.isImplicit = rule.condition.hasEvents
        if let kind = map["kind"].flatMap({ log.choice($0, "`kind`", Origin.self) }) {
            rule.isImplicit = kind == .implicit
        }
        map.finish()
        // A rule whose parts are broken has been reported; half of it would bring problems that are none.
        return id == nil || points == nil || (condition != nil && condition! == nil) ? nil : rule
    }

    private enum Origin: String, CaseIterable { case explicit, implicit }

    /// A rule without a condition: its table says when it pays.
    private func defaultCondition(_ points: RulePoints?) -> Condition {
        guard let field = points?.field else { return .always }
        return .attribute(AttributeTest(field: field, tests: [.known]))
    }

    private func repetition(_ node: YAMLNode) -> Repetition {
        var repetition = Repetition()
        guard let map = MapReader(node, "`repeat`", log) else { return repetition }
        repetition.mode = map.choice("mode", Repetition.Mode.self) ?? .perEvent
        repetition.minimumGap = map.span("min_gap")
        repetition.cap = map.wholeNumber("cap", in: 1...1_000_000)
        repetition.window = map.span("per")
        repetition.maximumPoints = map.points("max_points")
        map.finish()
        if repetition.mode == .perWindow {
            if repetition.window == nil {
                log.add(.missingKey, map.place(of: "mode"), "`per_window` needs `per`, the length of the window")
            }
            repetition.cap = repetition.cap ?? 1
        } else if repetition.window != nil, repetition.cap == nil {
            log.add(.missingKey, map.place(of: "per"), "`per` needs `cap`: how many count in that time")
        }
        return repetition
    }

    private enum DecayType: String, CaseIterable {
        case none, linear, step, expire
        case halfLife = "half_life"
    }

    private func decay(_ node: YAMLNode) -> Decay {
        guard let map = MapReader(node, "`decay`", log) else { return .none }
        defer { map.finish() }
        guard let type = map.required("type").flatMap({ log.choice($0, "`type`", DecayType.self) }) else {
            return .none
        }
        switch type {
        case .none: return .none
        case .linear:
            return map.required("lifespan").flatMap { log.span($0, "`lifespan`") }.map { .linear(lifespan: $0) }
                ?? .none
        case .halfLife:
            return map.required("half_life").flatMap { log.span($0, "`half_life`") }.map { .halfLife($0) } ?? .none
        case .expire:
            return map.required("after").flatMap { log.span($0, "`after`") }.map { .expire(after: $0) } ?? .none
        case .step:
            let every = map.required("every").flatMap { log.span($0, "`every`") }
            let percent = map.required("percent").flatMap { log.number($0, "`percent`", in: 0...100) }
            let basis = map.choice("basis", Decay.Basis.self) ?? .original
            guard let every, let percent else { return .none }
            return .step(every: every, share: percent / 100, of: basis)
        }
    }
}

extension Rule {
    /// Puts what is to be ignored into the event test that pays.
    fileprivate mutating func ignore(_ ignored: IgnoredEvents, _ log: ProblemLog) {
        switch condition {
        case .event(var test):
            test.ignored = ignored
            condition = .event(test)
        case .all(var parts):
            guard let place = parts.firstIndex(where: { if case .event = $0 { true } else { false } }),
                case .event(var test) = parts[place]
            else { fallthrough }
            test.ignored = ignored
            parts[place] = .event(test)
            condition = .all(parts)
        default: log.add(.noEventToPay, place, "`ignore_if` needs a condition on an event")
        }
    }
}
