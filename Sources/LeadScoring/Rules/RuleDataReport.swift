import Evaluation
public import LearningCore
import RuleScoring
import Tabular

/// What the rules do to a table of leads: matches of each rule, conversion with and without it, and the cells of the
/// matrix (R-RULE-9, R-MAT-3).
public struct RuleDataReport: Sendable, Encodable {
    public struct Rule: Sendable, Encodable {
        public let rule: String
        public let matched: Int
        public let unknown: Int
        /// The share of won leads among the closed ones it matches, and among the others; `nil` of none.
        public let wonWith: Double?
        public let wonWithout: Double?

        enum CodingKeys: String, CodingKey {
            case rule, matched, unknown
            case wonWith = "won_with"
            case wonWithout = "won_without"
        }
    }

    public struct Persona: Sendable, Encodable, Equatable {
        public let persona: String
        /// Leads that are this persona, and those that match it but are an earlier one.
        public let leads: Int
        public let overlapping: Int
    }

    public struct Cell: Sendable, Encodable {
        public let cell: String
        public let leads: Int
        public let closed: Int
        public let won: Int
        /// With its 95 % interval (Wilson); `nil` without closed leads.
        public let share: Double?
        public let low: Double?
        public let high: Double?
        /// What a closed lead of the cell brought on average: the share that was won times the mean value of those; `nil`
        /// without values.
        public let expectedValue: Double?
        /// Under 30 closed leads say little.
        public let isTooFew: Bool
        /// A cell of lower priority, both with enough leads, converts better beyond doubt.
        public let isInverted: Bool

        enum CodingKeys: String, CodingKey {
            case cell, leads, closed, won, share, low, high
            case expectedValue = "expected_value"
            case isTooFew = "too_few"
            case isInverted = "inverted"
        }
    }

    public let leads: Int
    public let rules: [Rule]
    public let cells: [Cell]
    /// In the order of the rules, the default last: those whom no other takes.
    public let personas: [Persona]
    let problems: [RuleProblem]
    let warnings: [String]

    enum CodingKeys: String, CodingKey { case leads, rules, cells, personas }

    /// - Parameter values: what each lead is worth if it is won; empty when that is not known.
    init(_ prepared: RuleScoringRun.Prepared, outcomes: [Bool?], values: [Double], on pool: WorkerPool) {
        let plan = prepared.plan
        leads = plan.rowCount
        let matches = plan.matches(asOf: prepared.asOf, outcomes: outcomes, on: pool)
        rules = matches.map {
            Rule(
                rule: $0.rule, matched: $0.matched, unknown: $0.unknown, wonWith: $0.with.share,
                wonWithout: $0.without.share)
        }
        let shares = plan.personaShares(asOf: prepared.asOf)
        personas = shares.map { Persona(persona: $0.persona, leads: $0.leads, overlapping: $0.overlapping) }
        problems = plan.problems(matches, shares)
        warnings = prepared.warnings
        cells = Self.cells(plan.scores(asOf: prepared.asOf, on: pool), plan.rules, outcomes, values)
    }

    private static func cells(
        _ scores: RuleScores, _ rules: RuleSet, _ outcomes: [Bool?], _ values: [Double]
    ) -> [Cell] {
        guard let matrix = rules.matrix else { return [] }
        let names = rules.cellNames
        var counts = names.map { _ in (leads: 0, closed: 0, won: 0, worth: 0.0, valued: 0) }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        for (row, name) in scores.cells.enumerated() {
            guard let place = places[name] else { continue }
            counts[place].leads += 1
            guard !outcomes.isEmpty, let isWon = outcomes[row] else { continue }
            counts[place].closed += 1
            guard isWon else { continue }
            counts[place].won += 1
            if !values.isEmpty, !values[row].isNaN {
                counts[place].worth += values[row]
                counts[place].valued += 1
            }
        }
        let intervals = counts.map {
            $0.closed == 0 ? nil : WilsonInterval.estimate(successes: Double($0.won), trials: Double($0.closed))
        }
        return names.indices.map { place in
            let better = names.indices.contains { other in
                guard matrix.cells[other].priority > matrix.cells[place].priority, counts[other].closed >= 30,
                    counts[place].closed >= 30, let mine = intervals[place], let theirs = intervals[other]
                else { return false }
                return theirs.low > mine.high
            }
            let found = counts[place]
            return Cell(
                cell: names[place], leads: found.leads, closed: found.closed, won: found.won,
                share: found.closed == 0 ? nil : Double(found.won) / Double(found.closed), low: intervals[place]?.low,
                high: intervals[place]?.high,
                expectedValue: values.isEmpty || found.closed == 0 || found.valued == 0 && found.won > 0
                    ? nil
                    : found.won == 0
                        ? 0 : Double(found.won) / Double(found.closed) * found.worth / Double(found.valued),
                isTooFew: found.closed < 30, isInverted: better)
        }
    }

    /// Tables for a terminal.
    var summary: [String] {
        var lines = [
            "rule".padded(to: 26)
                + ["matches", "unknown", "won with", "won without"].map { $0.leftPadded(to: 13) }.joined()
        ]
        for rule in rules {
            let cells = [
                grouped(rule.matched), grouped(rule.unknown), rule.wonWith.map(percent) ?? "–",
                rule.wonWithout.map(percent) ?? "–",
            ]
            lines.append(rule.rule.padded(to: 26) + cells.map { $0.leftPadded(to: 13) }.joined())
        }
        if !personas.isEmpty { lines += ["", "persona".padded(to: 26) + "leads".leftPadded(to: 13)] }
        for persona in personas {
            let share = percent(Double(persona.leads) / Double(max(leads, 1)))
            let note = persona.overlapping > 0 ? "   \(grouped(persona.overlapping)) more are an earlier one" : ""
            lines.append(
                persona.persona.padded(to: 26) + "\(grouped(persona.leads)) (\(share))".leftPadded(to: 13) + note)
        }
        guard cells.contains(where: { $0.closed > 0 }) else { return lines }
        lines += ["", "cell".padded(to: 8) + ["leads", "closed", "won"].map { $0.leftPadded(to: 10) }.joined()]
        for cell in cells where cell.leads > 0 {
            var line =
                cell.cell.padded(to: 8)
                + [cell.leads, cell.closed, cell.won].map { grouped($0).leftPadded(to: 10) }.joined()
            if cell.isTooFew { line += "   too few" }
            if !cell.isTooFew, let share = cell.share, let low = cell.low, let high = cell.high {
                line += "   \(percent(share)) (\(percent(low)) to \(percent(high)))"
            }
            if !cell.isTooFew, let value = cell.expectedValue { line += "   \(CellText.number(value)) a lead" }
            if cell.isInverted { line += "   inverted: a cell of lower priority converts better" }
            lines.append(line)
        }
        return lines
    }
}

extension RuleScoringRun {
    /// What the rules do to the table.
    ///
    /// - Parameters:
    ///   - mapping: what the words of the outcome column mean, when ``label`` names one.
    ///   - value: the column that says what a lead is worth if it is won.
    public func dataReport(
        mapping: LabelMapping, value: String? = nil, on pool: WorkerPool
    ) throws(Diagnostic) -> RuleDataReport {
        var run = self
        if let value { run.asked.append(AskedColumn(option: "--value", name: value, type: .number)) }
        let prepared = try run.prepared(on: pool)
        var outcomes: [Bool?] = []
        if let label, let column = prepared.table.frame[label] {
            outcomes = try mapping.outcomes(of: column).outcomes.map {
                switch $0 {
                case .won: true
                case .lost: false
                default: nil
                }
            }
        }
        let values = value.flatMap { prepared.table.frame[$0]?.numbers } ?? []
        return RuleDataReport(prepared, outcomes: outcomes, values: values, on: pool)
    }
}
