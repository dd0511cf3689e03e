import LeadHistory
public import LearningCore

/// When a lead first reached each stage.
public struct StageHistory: Sendable, Equatable {
    /// Where it stands at the as-of time.
    public internal(set) var stage: Stage
    /// The first time at each stage it has reached, in the order of ``Stage/allCases``; NaN where the time is not known,
    /// `nil` where the stage was not reached.
    public internal(set) var reached: [Double?]

    public func time(of stage: Stage) -> Double? { reached[stage.rank] }
    public func hasReached(_ stage: Stage) -> Bool { reached[stage.rank] != nil }
}

extension RulePlan {
    /// The stage histories of all rows, looked at whenever something happened, in parallel blocks (R-FUN-3, R-FUN-5).
    ///
    /// A stage that depends only on what the table says now has no time of its own; neither has one a lead was in before
    /// its first event.
    public func stageHistories(asOf: ScoringTimes, on pool: WorkerPool) -> [StageHistory] {
        let blocks = WorkerPool.blocks(of: rowCount, size: 512)
        return pool.map(blocks.count) { block in
            var pass = ScorePass(self)
            return blocks[block].map { stageHistory(ofRow: $0, asOf: asOf.time(ofRow: $0), &pass) }
        }.flatMap(\.self)
    }

    private func stageHistory(ofRow row: Int, asOf: Double, _ pass: inout ScorePass) -> StageHistory {
        let whole = LeadView(row: row, asOf: asOf, logs: logs)
        var history = StageHistory(stage: .cold, reached: Stage.allCases.map { _ in nil })
        // Before anything happened: what is reached here is reached by attributes alone.
        let start = LeadView(row: row, asOf: -.infinity, logs: logs)
        history.reached[standing(start, &pass).stage.rank] = .nan
        var times: [Double] = []
        if let log = logs.lead { times = whole.range(.lead).map { log.times[$0] } }
        var previous = Double.nan
        for time in times + [asOf] where time != previous {
            previous = time
            history.stage = standing(LeadView(row: row, asOf: time, logs: logs), &pass).stage
            if history.reached[history.stage.rank] == nil { history.reached[history.stage.rank] = time }
        }
        return history
    }
}
