import LeadHistory
import LearningCore

/// What can be said about a whole rule file without data (R-RULE-9): ids, references, and rules that cannot work.
struct RuleCheck {
    let rules: RuleSet
    let log: ProblemLog

    init(_ rules: RuleSet, log: ProblemLog) {
        self.rules = rules
        self.log = log
    }

    func run() {
        checkIDs()
        checkGroups()
        checkPersonas()
        for group in rules.groups {
            for rule in group.rules { check(rule, in: group) }
            checkReachability(group)
        }
        checkStandings()
        checkReferences()
    }

    private func checkIDs() {
        var lines: [String: Int] = [:]
        for rule in rules.rules {
            if let line = lines[rule.id] {
                log.add(.duplicateID, rule.place, "the rule \"\(rule.id)\" is there twice, first in line \(line)")
            } else {
                lines[rule.id] = rule.place.line
            }
        }
        lines = [:]
        for persona in rules.personas {
            if let line = lines[persona.id] {
                log.add(
                    .duplicateID, persona.place, "the persona \"\(persona.id)\" is there twice, first in line \(line)")
            }
            lines[persona.id] = persona.place.line
        }
    }

    private func checkGroups() {
        let ids = rules.groups.map(\.id)
        var axisOf: [String: String] = [:]
        for axis in rules.axes {
            for group in axis.groups {
                guard ids.contains(group) else {
                    unknown(group, "the axis `\(axis.id)` names a group", axis.place, among: ids)
                    continue
                }
                if let other = axisOf[group] {
                    log.add(.ambiguousReference, axis.place, "the group \"\(group)\" is already on the axis `\(other)`")
                }
                axisOf[group] = axis.id
            }
        }
        for group in rules.groups where axisOf[group.id] == nil {
            log.add(.unusedGroup, group.place, "the group \"\(group.id)\" is on no axis, so its rules never count")
        }
    }

    private func checkPersonas() {
        let ids = rules.personas.map(\.id)
        if let last = rules.personas.last, last.id != Persona.defaultID {
            log.add(
                .noDefaultPersona, last.place, "the last persona must be `default`, for everybody who is left",
                fix: "add `- id: default`")
        }
        for persona in rules.personas {
            if let other = persona.extends, !ids.contains(other) {
                unknown(other, "the persona `\(persona.id)` extends", persona.place, among: ids)
            }
            if rules.ancestors(of: persona.id) == nil {
                log.add(.cyclicPersonas, persona.place, "the persona \"\(persona.id)\" extends itself in a circle")
            }
        }
        for (users, place) in rules.groups.map({ ($0.personas, $0.place) })
            + rules.rules.map({ ($0.personas, $0.place) })
        {
            for id in users where !ids.contains(id) { unknown(id, "this is for a persona", place, among: ids) }
        }
    }

    private func check(_ rule: Rule, in group: RuleGroup) {
        let hasTime = rule.condition.payer != nil
        if !hasTime, rule.repetition.mode != .once {
            log.add(
                .noEventToPay, rule.place,
                "the rule \"\(rule.id)\" repeats, but its condition has no event to repeat for")
        }
        if !hasTime, rule.decay != .none {
            log.add(
                .noEventToPay, rule.place,
                "the rule \"\(rule.id)\" decays, but its condition has no event to decay from")
        }
        if !hasTime, rule.resetsGroup {
            log.add(
                .noEventToPay, rule.place, "the rule \"\(rule.id)\" resets its group, but its condition has no event")
        }
        let possible = rule.points.possible + [rule.pointsIfUnknown].compactMap(\.self)
        if possible.allSatisfy({ $0 == .zero }), !rule.resetsGroup {
            log.add(.worthless, rule.place, "the rule \"\(rule.id)\" pays nothing")
        }
        let most = possible.max() ?? .zero
        let least = possible.min() ?? .zero
        if let cap = group.limits.maximum, most > cap {
            log.add(
                .capTooLow, rule.place, "the rule \"\(rule.id)\" pays \(most.text), but its group at most \(cap.text)")
        }
        if let cap = group.limits.minimum, least < cap {
            log.add(
                .capTooLow, rule.place, "the rule \"\(rule.id)\" pays \(least.text), but its group at least \(cap.text)"
            )
        }
        if let limit = rule.repetition.maximumPoints, most > Points(millionths: abs(limit.millionths)) {
            log.add(
                .capTooLow, rule.place, "the rule \"\(rule.id)\" pays \(most.text), but at most \(limit.text) in all")
        }
        if let gap = rule.repetition.minimumGap, let window = rule.repetition.window, gap > window {
            log.add(
                .contradiction, rule.place,
                "the rule \"\(rule.id)\" has a `min_gap` longer than `per`: the cap never counts")
        }
        if rule.condition.isImpossible {
            log.add(.contradiction, rule.place, "the condition of \"\(rule.id)\" contradicts itself")
        }
    }

    /// In a first_match group nothing comes after a rule that always holds, or after the same condition.
    private func checkReachability(_ group: RuleGroup) {
        guard group.combination == .firstMatch else { return }
        var seen: [Condition: String] = [:]
        var winner: String?
        for rule in group.rules where rule.personas.isEmpty {
            if let winner = winner ?? seen[rule.condition.withoutPlaces] {
                log.add(
                    .unreachableRule, rule.place,
                    "the rule \"\(rule.id)\" is never reached: \"\(winner)\" wins before it")
            }
            seen[rule.condition.withoutPlaces] = rule.id
            if rule.condition == .always { winner = winner ?? rule.id }
        }
    }

    /// What the score has come to is known only after the rules have paid.
    private func checkStandings() {
        let early =
            rules.rules.map(\.condition) + rules.personas.compactMap(\.condition)
            + (rules.profile?.criteria.map(\.condition) ?? []) + (rules.accounts?.buyingGroup.map(\.condition) ?? [])
        for case .standing(let test) in early.flatMap(\.leaves) {
            log.add(
                .unknownReference, test.place, "`standing` is what the rules come to, so rules cannot depend on it",
                fix: "use it in stages, gates and overrides")
        }
        let axes = rules.axes.map(\.id)
        for case .standing(let test) in rules.conditions.flatMap(\.leaves) {
            switch test.subject {
            case .axis(let id):
                if !axes.contains(id) { unknown(id, "`standing` names an axis", test.place, among: axes) }
            case .group(let id):
                let ids = rules.groups.map(\.id)
                if !ids.contains(id) { unknown(id, "`standing` names a group", test.place, among: ids) }
            case .rule(let id):
                let ids = rules.rules.map(\.id)
                if !ids.contains(id) { unknown(id, "`standing` names a rule", test.place, among: ids) }
            default: break
            }
        }
    }

    private func checkReferences() {
        let axes = rules.axes.map(\.id)
        if let matrix = rules.matrix {
            for axis in [matrix.fitAxis, matrix.engagementAxis] where !axes.contains(axis) {
                unknown(axis, "the matrix names an axis", matrix.place, among: axes)
            }
        }
        if let axis = rules.scales.axis, !axes.contains(axis) {
            unknown(axis, "`thresholds` names an axis", .none, among: axes)
        }
        if let mql = rules.stages?.mql, let axis = mql.axis, !axes.contains(axis) {
            unknown(axis, "the stage MQL names an axis", mql.place, among: axes)
        }
        let letters = rules.scales.letters.bands.map(\.name)
        for override in rules.overrides {
            if let letter = override.letter, !letters.contains(letter) {
                unknown(letter, "the override sets a letter", override.place, among: letters)
            }
            if let number = override.engagementClass, !(1...rules.scales.classes.bands.count).contains(number) {
                log.add(.unknownReference, override.place, "the override sets a class that is not there")
            }
        }
    }

    private func unknown(_ id: String, _ what: String, _ place: Place, among ids: [String]) {
        let hint = Spelling.closest(to: id, among: ids).map { "did you mean \"\($0)\"? " } ?? ""
        log.add(
            .unknownReference, place, "\(what) \"\(id.prefix(60))\", which is not there",
            fix: hint + "there are: " + ids.prefix(20).joined(separator: ", "))
    }
}

extension RuleSet {
    /// A persona and those it extends; `nil` when that leads round in a circle.
    func ancestors(of id: String) -> [String]? {
        var chain = [id]
        while let next = personas.first(where: { $0.id == chain[chain.count - 1] })?.extends {
            if chain.contains(next) { return nil }
            chain.append(next)
        }
        return chain
    }
}
