import LeadHistory

extension RulePlan {
    /// Scores one lead; the details stay in `pass`.
    func standing(_ view: LeadView, _ pass: inout ScorePass) -> LeadStanding {
        var standing = LeadStanding()
        standing.persona = pass.persona(of: view)
        pass.pay(view, persona: standing.persona)
        standing.overall = pass.overall
        standing.letterPercent = result.letterAxis >= 0 ? pass.axisPercents[result.letterAxis] : pass.overall
        standing.letter = PlannedResult.band(of: standing.letterPercent, result.letterBounds)
        if result.classAxis >= 0 {
            standing.engagementClass = PlannedResult.band(
                of: pass.axisPercents[result.classAxis], result.classBounds)
            standing.cell = standing.letter * result.classBounds.count + standing.engagementClass
        }
        (standing.stage, standing.stageReason) = stage(view, &pass, standing)
        if !overrideNodes.isEmpty { applyOverrides(to: &standing, view, &pass) }
        return standing
    }

    private func applyOverrides(to standing: inout LeadStanding, _ view: LeadView, _ pass: inout ScorePass) {
        for (number, node) in overrideNodes.enumerated() {
            let before = standing
            guard pass.truth(node, view, standing: { truth(of: $0, before, view, pass) }) == .yes else { continue }
            let override = rules.overrides[number]
            if let letter = override.letter {
                standing.letter = rules.scales.letters.bands.firstIndex { $0.name == letter } ?? standing.letter
            }
            if let engagementClass = override.engagementClass { standing.engagementClass = engagementClass - 1 }
            if let stage = override.stage { standing.stage = stage }
            if standing.engagementClass >= 0, override.letter != nil || override.engagementClass != nil {
                standing.cell = standing.letter * rules.scales.classes.bands.count + standing.engagementClass
            }
            if override.action != nil { standing.actionOverride = number }
        }
    }

    private func stage(_ view: LeadView, _ pass: inout ScorePass, _ standing: LeadStanding) -> (Stage, Int) {
        guard let model = rules.stages else { return (.cold, -1) }
        for (stage, number) in result.entries where stage != .warm {
            if pass.truth(stageNodes[number], view, standing: { truth(of: $0, standing, view, pass) }) == .yes {
                return (stage, number)
            }
        }
        if let threshold = model.mql, isQualified(threshold, view, &pass) { return (.mql, -1) }
        for (stage, number) in result.entries where stage == .warm {
            if pass.truth(stageNodes[number], view, standing: { truth(of: $0, standing, view, pass) }) == .yes {
                return (stage, number)
            }
        }
        return (isWarm(view) ? .warm : model.start.stage, -1)
    }

    private func isWarm(_ view: LeadView) -> Bool {
        guard let planned = warmth else { return false }
        if let depth = planned.warmth.depth, !planned.knownCounts.isEmpty, planned.knownCounts[view.row] >= depth {
            return true
        }
        guard let query = planned.reactions, let log = logs.lead else { return false }
        let count = query.value(of: view.range(.lead), asOf: view.asOf, in: log)
        return count >= Double(planned.warmth.reactionCount)
    }

    /// The truth of a test of what the score has come to.
    func truth(
        of planned: PlannedStanding, _ standing: LeadStanding, _ view: LeadView, _ pass: ScorePass
    ) -> Truth {
        let number: Double?
        switch planned.test.subject {
        case .axis: number = planned.position < 0 ? nil : pass.axisPercents[planned.position]
        case .overall: number = standing.overall
        case .engagementClass: number = standing.engagementClass < 0 ? nil : Double(standing.engagementClass + 1)
        case .group: number = planned.position < 0 ? nil : pass.groupPoints[planned.position].value
        case .rule: number = planned.position < 0 ? nil : pass.rulePoints[planned.position].value
        case .qualificationScore: number = answers(of: view)?.score
        case .qualificationCompleteness: number = answers(of: view)?.completeness
        case .letter, .cell, .stage, .persona, .qualificationGate:
            return truth(ofWord: planned.test, standing, view)
        }
        guard let number, let range = planned.test.range else { return .unknown }
        return Truth(range.contains(number))
    }

    private func truth(ofWord test: StandingTest, _ standing: LeadStanding, _ view: LeadView) -> Truth {
        let word: String
        switch test.subject {
        case .letter: word = rules.scales.letters.bands[standing.letter].name
        case .cell: word = cellName(standing) ?? ""
        case .stage: word = standing.stage.rawValue
        case .persona: word = rules.personas.isEmpty ? "" : rules.personas[standing.persona].id
        case .qualificationGate:
            guard let answers = answers(of: view) else { return .unknown }
            word = answers.gate == .yes ? "pass" : answers.gate == .no ? "fail" : "unknown"
        default: return .unknown
        }
        guard !word.isEmpty else { return .unknown }
        return Truth(test.words.contains { $0.lowercased() == word.lowercased() })
    }
}
