import Foundation

/// How many leads reached which stage, and how long it took (R-FUN-5).
public struct FunnelReport: Sendable, Equatable {
    public struct StageLine: Sendable, Equatable {
        public let stage: Stage
        /// Where they stand now.
        public let current: Int
        /// That were there or beyond.
        public let reached: Int
        /// The share of those that reached the step before; `nil` for the first, or of none.
        public let conversion: Double?
        /// The median days from the step before, of the leads where both times are known; `nil` of none.
        public let medianDays: Double?
        public let timed: Int
    }

    public struct Cohort: Sendable, Equatable {
        /// `2026-03`, or `unknown`.
        public let name: String
        public let leads: Int
        /// In the order of ``steps``: that were there or beyond.
        public let reached: [Int]
    }

    /// The way to a won lead; the other stages lie beside it.
    public static let steps: [Stage] = [.cold, .warm, .mql, .sql, .opportunity, .won]

    public let leads: Int
    public let lines: [StageLine]
    /// Leads beside the way: lost, recycled, disqualified.
    public let beside: [(stage: Stage, count: Int)]
    public let cohorts: [Cohort]

    /// - Parameter created: when each lead came in, in seconds since 1970; NaN is unknown. One per history.
    public init(_ histories: [StageHistory], created: [Double]) {
        leads = histories.count
        let furthest = histories.map(Self.furthest)
        lines = Self.steps.indices.map { step in
            let stage = Self.steps[step]
            let reached = furthest.count { $0 >= step }
            let before = step == 0 ? 0 : furthest.count { $0 >= step - 1 }
            let days = step == 0 ? [] : Self.days(to: step, histories)
            return StageLine(
                stage: stage, current: histories.count { $0.stage == stage }, reached: reached,
                conversion: step == 0 || before == 0 ? nil : Double(reached) / Double(before),
                medianDays: Self.median(days), timed: days.count)
        }
        beside = [Stage.lost, .recycled, .disqualified].map { stage in
            (stage, histories.count { $0.stage == stage })
        }
        cohorts = Self.cohorts(furthest, created)
    }

    /// The step a lead came to: that of the furthest stage it ever was in.
    private static func furthest(_ history: StageHistory) -> Int {
        steps.lastIndex { history.hasReached($0) } ?? 0
    }

    private static func days(to step: Int, _ histories: [StageHistory]) -> [Double] {
        histories.compactMap { history in
            guard let end = history.time(of: steps[step]), !end.isNaN,
                let start = steps[..<step].last(where: history.hasReached).flatMap(history.time), !start.isNaN,
                end >= start
            else { return nil }
            return (end - start) / 86_400
        }
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func cohorts(_ furthest: [Int], _ created: [Double]) -> [Cohort] {
        var members: [String: [Int]] = [:]
        for (step, time) in zip(furthest, created) { members[month(time), default: []].append(step) }
        return members.keys.sorted().map { name in
            let found = members[name] ?? []
            return Cohort(
                name: name, leads: found.count, reached: steps.indices.map { step in found.count { $0 >= step } })
        }
    }

    private static func month(_ time: Double) -> String {
        guard time.isFinite else { return "unknown" }
        return String(
            Date(timeIntervalSince1970: time).formatted(.iso8601.year().month().day()).prefix(7))
    }

    public static func == (left: FunnelReport, right: FunnelReport) -> Bool {
        left.leads == right.leads && left.lines == right.lines && left.cohorts == right.cohorts
            && left.beside.elementsEqual(right.beside, by: ==)
    }
}
