import LeadHistory

extension RulePlan {
    /// Whether a lead has reached a threshold and not fallen below it since (R-FUN-4).
    ///
    /// At T and above, or below T − h, the answer is there; in between the score is followed from the lead's first event
    /// on, at every event and once a day, as it would have been watched: promoted at T, demoted below T − h, and not
    /// promoted again while it cools down.
    func isQualified(_ threshold: StageModel.Threshold, _ view: LeadView, _ pass: inout ScorePass) -> Bool {
        let axis = result.qualifiedAxis
        let now = percent(axis, pass)
        guard threshold.hasMemory else { return now >= threshold.promoteAt }
        if now < threshold.promoteAt - threshold.hysteresis { return false }
        if now >= threshold.promoteAt, threshold.coolDown == 0 { return true }
        var follower = ScorePass(self)
        var isIn = false
        var demotedAt = -Double.infinity
        for time in checkpoints(view) {
            let then = LeadView(row: view.row, asOf: time, logs: logs)
            follower.pay(then, persona: follower.persona(of: then))
            let percent = percent(axis, follower)
            if isIn, percent < threshold.promoteAt - threshold.hysteresis {
                (isIn, demotedAt) = (false, time)
            } else if !isIn, percent >= threshold.promoteAt, time - demotedAt >= threshold.coolDown {
                isIn = true
            }
        }
        return isIn
    }

    private func percent(_ axis: Int, _ pass: ScorePass) -> Double {
        axis < 0 ? pass.overall : pass.axisPercents[axis]
    }

    /// Every event of the lead and once a day from the first on, up to the as-of time, which is the last.
    func checkpoints(_ view: LeadView) -> [Double] {
        guard let log = logs.lead, let first = view.range(.lead).first else { return [view.asOf] }
        var times = view.range(.lead).map { log.times[$0] }
        var day = log.times[first] + Span.day
        // Ten years are watched; a file with the year 1970 in it must not make us walk through half a century.
        for _ in 0..<3_660 where day < view.asOf {
            times.append(day)
            day += Span.day
        }
        times.append(view.asOf)
        return Array(Set(times)).sorted()
    }
}
