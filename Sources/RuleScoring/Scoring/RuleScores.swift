public import LearningCore

/// The as-of time of a scoring.
public enum ScoringTimes: Sendable {
    /// Seconds since 1970, the same for all leads.
    case time(Double)
    /// One per row.
    case column([Double])

    public func time(ofRow row: Int) -> Double {
        switch self {
        case .time(let time): time
        case .column(let times): times[row]
        }
    }
}

/// What rules make of a table of leads: one entry per row in every list.
public struct RuleScores: Sendable, Equatable {
    /// Axis by axis, in the order of the rule set.
    public fileprivate(set) var axisPoints: [[Double]]
    public fileprivate(set) var axisPercents: [[Double]]
    /// The weighted mean of the axes' percentages, 0…100: the one number to put leads in order.
    public fileprivate(set) var overall: [Double] = []
    public fileprivate(set) var letters: [String] = []
    /// Blank without a matrix, as are cells and actions.
    public fileprivate(set) var classes: [String] = []
    public fileprivate(set) var cells: [String] = []
    public fileprivate(set) var actions: [String] = []
    public fileprivate(set) var stages: [Stage] = []
    public fileprivate(set) var personas: [String] = []

    init(axisCount: Int) {
        axisPoints = [[Double]](repeating: [], count: axisCount)
        axisPercents = axisPoints
    }

    mutating func append(_ other: RuleScores) {
        for axis in axisPoints.indices {
            axisPoints[axis] += other.axisPoints[axis]
            axisPercents[axis] += other.axisPercents[axis]
        }
        overall += other.overall
        letters += other.letters
        classes += other.classes
        cells += other.cells
        actions += other.actions
        stages += other.stages
        personas += other.personas
    }
}

extension RulePlan {
    /// Scores every row, blocks of leads in parallel; the blocks do not depend on the number of threads.
    ///
    /// - Precondition: a column of as-of times has one per row.
    /// - Complexity: O(rows × (rules + events of the lead × event conditions)).
    public func scores(asOf: ScoringTimes, on pool: WorkerPool) -> RuleScores {
        if case .column(let times) = asOf { precondition(times.count == rowCount, "one as-of time a row") }
        let blocks = WorkerPool.blocks(of: rowCount, size: 4_096)
        let parts = pool.map(blocks.count) { block(blocks[$0], asOf) }
        var all = RuleScores(axisCount: rules.axes.count)
        for part in parts { all.append(part) }
        return all
    }

    private func block(_ rows: Range<Int>, _ asOf: ScoringTimes) -> RuleScores {
        var pass = ScorePass(self)
        var scores = RuleScores(axisCount: rules.axes.count)
        for row in rows {
            let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
            let standing = standing(view, &pass)
            for axis in rules.axes.indices {
                scores.axisPoints[axis].append(pass.axisPoints[axis].value)
                scores.axisPercents[axis].append(pass.axisPercents[axis])
            }
            scores.overall.append(standing.overall)
            scores.letters.append(letterName(standing))
            scores.classes.append(
                standing.engagementClass < 0 ? "" : rules.scales.classes.bands[standing.engagementClass].name)
            scores.cells.append(cellName(standing) ?? "")
            scores.actions.append(action(standing))
            scores.stages.append(standing.stage)
            scores.personas.append(rules.personas.isEmpty ? "" : rules.personas[standing.persona].id)
        }
        return scores
    }
}
