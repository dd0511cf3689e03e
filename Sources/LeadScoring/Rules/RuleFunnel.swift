public import LearningCore
import RuleScoring
import Tabular

/// How leads go through the stages, for a person or as JSON.
public struct RuleFunnel: Sendable, Encodable {
    public struct Line: Sendable, Encodable {
        public let stage: String
        public let current: Int
        public let reached: Int
        public let conversion: Double?
        public let medianDays: Double?
        public let timed: Int

        enum CodingKeys: String, CodingKey {
            case stage, current, reached, conversion, timed
            case medianDays = "median_days"
        }
    }

    public struct Beside: Sendable, Encodable {
        public let stage: String
        public let count: Int
    }

    /// How leads stand at a gate.
    public struct Gate: Sendable, Encodable, Equatable {
        public let gate: String
        public let pass: Int
        public let fail: Int
        public let unknown: Int

        /// For a terminal.
        var line: String {
            "gate \(gate): \(grouped(pass)) pass, \(grouped(fail)) fail, \(grouped(unknown)) not known"
        }
    }

    public struct Cohort: Sendable, Encodable {
        public let month: String
        public let leads: Int
        /// By stage, in the order of ``RuleFunnel/stages``.
        public let reached: [Int]
    }

    public let leads: Int
    public let stages: [Line]
    public let beside: [Beside]
    public let cohorts: [Cohort]
    /// In the order of the rules; empty without.
    public let gates: [Gate]
    public let warnings: [String]

    init(_ report: FunnelReport, gates: [GateCounts], warnings: [String]) {
        leads = report.leads
        stages = report.lines.map {
            Line(
                stage: $0.stage.rawValue, current: $0.current, reached: $0.reached, conversion: $0.conversion,
                medianDays: $0.medianDays, timed: $0.timed)
        }
        beside = report.beside.map { Beside(stage: $0.stage.rawValue, count: $0.count) }
        cohorts = report.cohorts.map { Cohort(month: $0.name, leads: $0.leads, reached: $0.reached) }
        self.gates = gates.map { Gate(gate: $0.gate, pass: $0.pass, fail: $0.fail, unknown: $0.unknown) }
        self.warnings = warnings
    }

    /// Two tables for a terminal: by stage, and by the month leads came in.
    public var summary: String {
        var lines = [
            "stage".padded(to: 14)
                + ["now", "reached", "from before", "median days"].map { $0.leftPadded(to: 13) }.joined()
        ]
        for line in stages {
            let cells = [
                grouped(line.current), grouped(line.reached), line.conversion.map(percent) ?? "–",
                line.medianDays.map { "\(pointText($0)) (\(grouped(line.timed)))" } ?? "–",
            ]
            lines.append(line.stage.padded(to: 14) + cells.map { $0.leftPadded(to: 13) }.joined())
        }
        lines.append("beside: " + beside.map { "\($0.stage) \(grouped($0.count))" }.joined(separator: ", "))
        lines += gates.map(\.line)
        lines += [
            "",
            "cohort".padded(to: 10) + "leads".leftPadded(to: 9) + stages.map { $0.stage.leftPadded(to: 13) }.joined(),
        ]
        for cohort in cohorts {
            lines.append(
                cohort.month.padded(to: 10) + grouped(cohort.leads).leftPadded(to: 9)
                    + cohort.reached.map {
                        "\(grouped($0)) \(percent(Double($0) / Double(max(cohort.leads, 1))))".leftPadded(to: 13)
                    }
                    .joined())
        }
        return lines.joined(separator: "\n")
    }
}

extension RuleScoringRun {
    /// Follows all leads through the stages up to the as-of time.
    ///
    /// - Parameter created: the column that says when leads came in, for cohorts; found by its usual names otherwise.
    /// - Throws: ``Diagnostic`` E102 when the rules have no stages, and what ``prepared(on:)`` throws.
    public func funnel(created: String? = nil, on pool: WorkerPool) throws(Diagnostic) -> RuleFunnel {
        guard rules.stages != nil else {
            throw Diagnostic(
                .configuration, "the rules have no stages", fix: "add `stages:`, as in `leadscore rules new funnel`")
        }
        var run = self
        run.dateColumn = created
        run.findsCreation = created == nil
        let prepared = try run.prepared(on: pool)
        var times = [Double](repeating: .nan, count: prepared.table.frame.rowCount)
        if let name = prepared.creationColumn, case .date(let found)? = prepared.table.frame[name]?.values {
            times = found
        }
        let histories = prepared.plan.stageHistories(asOf: prepared.asOf, on: pool)
        return RuleFunnel(
            FunnelReport(histories, created: times), gates: prepared.plan.gateCounts(asOf: prepared.asOf),
            warnings: prepared.warnings)
    }
}
