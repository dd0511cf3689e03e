import LeadHistory

/// Gates, stages, qualification and the ideal profile.
extension RuleSetReader {
    /// `gates: {classify: {when: …, reason: …}, qualify: [{when: …, reason: …}, …]}`.
    func gates(_ node: YAMLNode, _ conditions: ConditionReader) -> [Gate] {
        guard let map = MapReader(node, "`gates`", log) else { return [] }
        return map.entries.map { entry in
            let nodes: [YAMLNode] = if case .list(let nodes) = entry.value.content { nodes } else { [entry.value] }
            let musts = nodes.compactMap { node -> Gate.Must? in
                guard let map = MapReader(node, "a must of `\(entry.key)`", log) else { return nil }
                defer { map.finish() }
                let condition = map.required("when").flatMap { conditions.condition($0) }
                guard let condition else { return nil }
                return Gate.Must(condition: condition, reason: map.text("reason") ?? "\(entry.key) not met")
            }
            return Gate(id: entry.key, musts: musts, place: entry.place)
        }
    }

    func stages(_ node: YAMLNode, _ conditions: ConditionReader) -> StageModel? {
        guard let map = MapReader(node, "`stages`", log) else { return nil }
        defer { map.finish() }
        var model = StageModel(place: node.place)
        model.start = map.choice("start", StageModel.Start.self) ?? .newsletterB2B
        if let node = map["warm"] { model.warmth = warmth(node, conditions, into: &model.entries) }
        if let node = map["mql"] { readMQL(node, conditions, into: &model) }
        for stage in [Stage.sql, .opportunity, .won, .lost, .recycled, .disqualified] {
            guard let node = map[stage.rawValue.lowercased()] else { continue }
            let nodes: [YAMLNode] = if case .list(let nodes) = node.content { nodes } else { [node] }
            model.entries += nodes.compactMap { self.entry($0, stage, conditions) }
        }
        return model
    }

    private func entry(_ node: YAMLNode, _ stage: Stage, _ conditions: ConditionReader) -> StageModel.Entry? {
        guard let map = MapReader(node, "the stage \(stage.rawValue)", log) else { return nil }
        defer { map.finish() }
        let reason = map.text("reason")
        guard let condition = map.required("when").flatMap({ conditions.condition($0) }) else { return nil }
        return StageModel.Entry(stage: stage, condition: condition, reason: reason, place: node.place)
    }

    /// `warm: {when: …}`, or `warm: {fields: [phone, company], depth: 2, reactions: 1, window: 90d}`.
    private func warmth(
        _ node: YAMLNode, _ conditions: ConditionReader, into entries: inout [StageModel.Entry]
    ) -> StageModel.Warmth? {
        guard let map = MapReader(node, "the stage warm", log) else { return nil }
        defer { map.finish() }
        if map.has("when") {
            let condition = map["when"].flatMap { conditions.condition($0) }
            if let condition {
                entries.append(StageModel.Entry(stage: .warm, condition: condition, reason: nil, place: node.place))
            }
            return nil
        }
        var warmth = StageModel.Warmth()
        warmth.fields = map.words("fields") ?? []
        warmth.depth = map.wholeNumber("depth", in: 1...1_000)
        warmth.reactionCount = map.wholeNumber("reactions", in: 1...1_000_000) ?? 1
        warmth.reactions = map["of"].flatMap { conditions.types($0, "`of`") } ?? .any
        warmth.window = map.span("window") ?? warmth.window
        return warmth
    }

    /// `mql: {axis: engagement, at: 60, hysteresis: 10, cool_down: 14d}`, or `mql: {when: …}`.
    private func readMQL(_ node: YAMLNode, _ conditions: ConditionReader, into model: inout StageModel) {
        guard let map = MapReader(node, "the stage MQL", log) else { return }
        defer { map.finish() }
        if map.has("when") {
            if let condition = map["when"].flatMap({ conditions.condition($0) }) {
                model.entries.append(
                    StageModel.Entry(stage: .mql, condition: condition, reason: nil, place: node.place))
            }
            return
        }
        let axis = map.text("axis")
        guard let at = map.required("at").flatMap({ log.number($0, "`at`", in: 0...100) }) else { return }
        model.mql = StageModel.Threshold(
            axis: axis, promoteAt: at, hysteresis: map.number("hysteresis", in: 0...at) ?? 0,
            coolDown: map.span("cool_down") ?? 0, place: node.place)
    }

    func qualification(_ node: YAMLNode) -> Qualification? {
        guard let map = MapReader(node, "`qualification`", log) else { return nil }
        defer { map.finish() }
        let name = map.text("model") ?? "custom"
        let known = Qualification.models[name.lowercased()]
        if known == nil, name != "custom", let node = map["model"] {
            log.unknownWord(name, node.place, "`model`", Qualification.models.keys.sorted() + ["custom"])
        }
        var criteria = (known ?? []).map {
            Qualification.Criterion(id: $0.id, field: $0.id, weight: 1, question: $0.question, place: node.place)
        }
        for entry in map.map("criteria", "`criteria`")?.entries ?? [] {
            guard let criterion = criterion(entry, criteria.first { $0.id == entry.key }) else { continue }
            if let place = criteria.firstIndex(where: { $0.id == entry.key }) {
                criteria[place] = criterion
            } else {
                criteria.append(criterion)
            }
        }
        if criteria.isEmpty, known != nil || name == "custom" {
            log.add(.missingKey, node.place, "`qualification` needs `model` or `criteria`")
        }
        return Qualification(name: name, criteria: criteria, gate: qualificationGate(map, criteria), place: node.place)
    }

    private func criterion(_ entry: YAMLNode.Entry, _ standard: Qualification.Criterion?) -> Qualification.Criterion? {
        guard let map = MapReader(entry.value, "the criterion `\(entry.key)`", log) else { return nil }
        defer { map.finish() }
        return Qualification.Criterion(
            id: entry.key, field: map.text("field") ?? entry.key, weight: map.number("weight", in: 0.001...1_000) ?? 1,
            question: map.text("question") ?? standard?.question ?? "What about \(entry.key)?",
            knownAt: map.text("known_at"), evidence: map.text("evidence"), place: entry.place)
    }

    /// `gate: {yes_at_least: 3, not_no: [authority]}`.
    private func qualificationGate(_ map: MapReader, _ criteria: [Qualification.Criterion]) -> Qualification.Gate? {
        guard let inner = map.map("gate", "`gate`") else { return nil }
        defer { inner.finish() }
        let gate = Qualification.Gate(
            yesAtLeast: inner.wholeNumber("yes_at_least", in: 0...100) ?? 0, notNo: inner.words("not_no") ?? [])
        if gate.yesAtLeast > criteria.count {
            log.add(.outOfRange, inner.place(of: "yes_at_least"), "there are only \(criteria.count) criteria")
        }
        for id in gate.notNo where !criteria.contains(where: { $0.id == id }) {
            log.unknownWord(id, inner.place(of: "not_no"), "a criterion", criteria.map(\.id))
        }
        return gate
    }

    /// `ideal_profile: [{id: size, when: …, weight: 3}, …]`.
    func profile(_ node: YAMLNode, _ conditions: ConditionReader) -> IdealProfile? {
        let criteria = (log.list(node, "`ideal_profile`") ?? []).compactMap { node -> IdealProfile.Criterion? in
            guard let map = MapReader(node, "a criterion of the ideal profile", log) else { return nil }
            defer { map.finish() }
            let id = map.text("id", required: true)
            let condition = map.required("when").flatMap { conditions.condition($0) }
            let weight = map.number("weight", in: 0.001...1_000) ?? 1
            guard let id, let condition else { return nil }
            return IdealProfile.Criterion(id: id, condition: condition, weight: weight, place: node.place)
        }
        return criteria.isEmpty ? nil : IdealProfile(criteria: criteria, place: node.place)
    }
}
