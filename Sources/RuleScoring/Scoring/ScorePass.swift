import LeadHistory

/// Works out one lead after the other; its memory is used again.
struct ScorePass {
    private let plan: RulePlan
    /// Kept for explanations only: they are most of what a lead costs in memory.
    private(set) var payments: [Payment]
    private(set) var rulePoints: [Points]
    /// After the group's limits; `raw` before.
    private(set) var groupPoints: [Points]
    private(set) var rawGroupPoints: [Points]
    /// After the axis's limits.
    private(set) var axisPoints: [Points]
    private(set) var rawAxisPoints: [Points]
    private(set) var axisPercents: [Double]
    private(set) var overall = 0.0
    private var times: [Double] = []

    init(_ plan: RulePlan) {
        self.plan = plan
        payments = [Payment](repeating: Payment(), count: plan.planned.count)
        rulePoints = [Points](repeating: .zero, count: plan.planned.count)
        groupPoints = [Points](repeating: .zero, count: plan.groups.count)
        rawGroupPoints = groupPoints
        axisPoints = [Points](repeating: .zero, count: plan.rules.axes.count)
        rawAxisPoints = axisPoints
        axisPercents = [Double](repeating: 0, count: plan.rules.axes.count)
    }

    /// Pays all rules for a lead, and sums up: rule, group, axis, percent (R-RULE-7).
    mutating func pay(_ view: LeadView, persona: Int) {
        for axis in rawAxisPoints.indices { rawAxisPoints[axis] = .zero }
        for (number, group) in plan.groups.enumerated() {
            payGroup(number, group, view, persona)
            if group.axis >= 0 { rawAxisPoints[group.axis] += groupPoints[number] }
        }
        var weighted = 0.0
        var weights = 0.0
        for (number, axis) in plan.result.axes.enumerated() {
            axisPoints[number] = min(max(rawAxisPoints[number], axis.minimum), axis.maximum)
            axisPercents[number] =
                Double((axisPoints[number] - axis.minimum).millionths) * 100
                / Double((axis.maximum - axis.minimum).millionths)
            weighted += axis.weight * axisPercents[number]
            weights += axis.weight
        }
        overall = weights > 0 ? weighted / weights : 0
    }

    /// The first persona whose condition holds; 0 without personas.
    func persona(of view: LeadView) -> Int {
        plan.personaNodes.firstIndex { truth($0, view) == .yes } ?? 0
    }

    private mutating func payGroup(_ number: Int, _ group: PlannedGroup, _ view: LeadView, _ persona: Int) {
        for rule in group.rules {
            rulePoints[rule] = .zero
            payments[rule] = Payment()
        }
        rawGroupPoints[number] = .zero
        if group.personas.contains(persona) {
            let seen = group.hasReset ? forgetting(group, view, persona) : view
            for rule in group.rules where plan.planned[rule].personas.contains(persona) {
                let planned = plan.planned[rule]
                payments[rule] = payment(planned, planned.resetsGroup ? view : seen)
                rulePoints[rule] = payments[rule].points
            }
            rawGroupPoints[number] = combined(group)
        }
        groupPoints[number] = group.clamped(rawGroupPoints[number])
    }

    /// What is left to see after the last event that resets the group.
    private mutating func forgetting(_ group: PlannedGroup, _ view: LeadView, _ persona: Int) -> LeadView {
        var last = -Double.infinity
        for rule in group.rules {
            let planned = plan.planned[rule]
            guard planned.resetsGroup, planned.payer >= 0, planned.personas.contains(persona),
                truth(planned.node, view) == .yes
            else { continue }
            times.removeAll(keepingCapacity: true)
            plan.eventLeaves[Int(planned.payer)].appendTimes(view, to: &times)
            last = max(last, times.last ?? last)
        }
        return last.isFinite ? view.forgetting(upTo: last, logs: plan.logs) : view
    }

    private mutating func combined(_ group: PlannedGroup) -> Points {
        var winner: Int?
        switch group.combination {
        case .sum: return group.rules.reduce(.zero) { $0 + rulePoints[$1] }
        case .firstMatch: winner = group.rules.first { payments[$0].truth == .yes }
        case .max:
            for rule in group.rules where payments[rule].truth == .yes {
                if winner.map({ rulePoints[rule] > rulePoints[$0] }) ?? true { winner = rule }
            }
        }
        for rule in group.rules where rule != winner {
            payments[rule].isSuppressed = payments[rule].points != .zero
            rulePoints[rule] = .zero
        }
        return winner.map { rulePoints[$0] } ?? .zero
    }

    private mutating func payment(_ rule: PlannedRule, _ view: LeadView) -> Payment {
        var payment = Payment()
        payment.truth = truth(rule.node, view)
        if payment.truth == .no { return payment }
        payment.each = rule.points
        if rule.table >= 0 {
            let row = plan.tableRows[Int(rule.table) + view.row]
            if row < 0 { payment.truth = .unknown } else { payment.each = plan.tablePoints[Int(row)] }
        }
        guard payment.truth == .yes else {
            (payment.points, payment.raw) = (rule.pointsIfUnknown, rule.pointsIfUnknown)
            return payment
        }
        times.removeAll(keepingCapacity: true)
        if rule.hasPayer { plan.eventLeaves[Int(rule.payer)].appendTimes(view, to: &times) }
        if rule.period > 0 { return paidPerPeriod(rule, view, payment) }
        guard let latest = times.last else {
            (payment.points, payment.raw) = (payment.each, payment.each)
            return limited(payment, rule)
        }
        payment.found = times.count
        if rule.mode == .once {
            times.removeAll(keepingCapacity: true)
            times.append(latest)
        } else {
            Repetition.choose(from: &times, gap: rule.minimumGap, cap: rule.cap, window: rule.window)
        }
        payment.counted = times.count
        payment.first = times[0]
        payment.last = times[times.count - 1]
        payment.raw = payment.each.times(times.count)
        payment.points = payment.raw
        if rule.decay != .none {
            payment.points = .zero
            for time in times {
                payment.points += Points(payment.each.value * rule.decay.factor(age: view.asOf - time))
            }
        }
        return limited(payment, rule)
    }

    /// So many for each whole period since the last event.
    private func paidPerPeriod(_ rule: PlannedRule, _ view: LeadView, _ payment: Payment) -> Payment {
        guard let last = times.last else { return payment }
        var payment = payment
        let periods = ((view.asOf - last) / rule.period).rounded(.down)
        payment.found = times.count
        payment.counted = Int(min(max(periods, 0), 1e9))
        (payment.first, payment.last) = (last, last)
        payment.raw = payment.each.times(payment.counted)
        payment.points = payment.raw.limited(to: rule.mostForPeriods)
        payment.isLimited = payment.points != payment.raw
        return payment
    }

    private func limited(_ payment: Payment, _ rule: PlannedRule) -> Payment {
        guard rule.maximumPoints >= 0 else { return payment }
        var payment = payment
        let points = payment.points.limited(to: rule.maximumPoints)
        payment.isLimited = points != payment.points
        payment.points = points
        return payment
    }

    // MARK: Conditions

    /// The truth of a condition that does not look at the score itself.
    func truth(_ node: Int32, _ view: LeadView) -> Truth { truth(node, view) { _ in .unknown } }

    /// - Parameter standing: the truth of a test of what the score has come to.
    func truth(_ node: Int32, _ view: LeadView, standing: (PlannedStanding) -> Truth) -> Truth {
        let node = plan.nodes[Int(node)]
        switch node.kind {
        case .always: return .yes
        case .attribute: return plan.truths[Int(node.first) * plan.rowCount + view.row]
        case .event:
            let (scope, needs) = plan.eventNeeds[Int(node.first)]
            if let needs, !needs.overlaps(view.types(scope)) { return .no }
            return plan.eventLeaves[Int(node.first)].truth(view)
        case .standing: return standing(plan.standings[Int(node.first)])
        case .not: return truth(plan.children[Int(node.first)], view, standing: standing).not
        case .all:
            var result = Truth.yes
            for child in node.first..<node.first + node.count {
                result = result.and(truth(plan.children[Int(child)], view, standing: standing))
                if result == .no { return .no }
            }
            return result
        case .any:
            var result = Truth.no
            for child in node.first..<node.first + node.count {
                result = result.or(truth(plan.children[Int(child)], view, standing: standing))
                if result == .yes { return .yes }
            }
            return result
        case .atLeast:
            var (yes, unknown) = (0, 0)
            for child in node.first..<node.first + node.count {
                switch truth(plan.children[Int(child)], view, standing: standing) {
                case .yes: yes += 1
                case .unknown: unknown += 1
                case .no: break
                }
            }
            return .atLeast(Int(node.needed), yes: yes, unknown: unknown)
        }
    }
}

extension Points {
    /// So many times as much, within the bounds.
    func times(_ count: Int) -> Points {
        let (product, isTooMuch) = millionths.multipliedReportingOverflow(by: Int64(count))
        return isTooMuch ? Points(millionths: millionths < 0 ? .min : .max) : Points(millionths: product)
    }

    /// At most so many millionths above or below zero.
    func limited(to most: Int64) -> Points { Points(millionths: min(max(millionths, -most), most)) }
}
