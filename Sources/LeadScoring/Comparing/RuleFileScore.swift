import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import RuleScoring
import Tabular

/// A rule score that a rule file gives: the overall percentage, with what every rule paid for it.
///
/// The table is read once more, as text, so that a lead has the points `leadscore rules score` gives it.
struct RuleFileScore: RuleScoreSource {
    let path: String
    let rules: RuleSet
    let source: LeadSource
    let events: LeadSource?
    let asOf: AsOf?
    let idColumn: String?
    let timeColumn: String?

    /// - Throws: ``Diagnostic`` for a rule file that cannot be used, or leads that can be read only once.
    init(_ path: String, _ request: ComparisonRequest, _ artifact: ModelArtifact) throws(Diagnostic) {
        guard request.source.path != "-" else {
            throw Diagnostic(
                .badOption, "leads from standard input cannot be scored by rules as well",
                fix: "write the leads to a file first: it is read twice")
        }
        self.path = path
        rules = try RuleFiles.load(path)
        var source = request.source
        source.rejectsPath = nil
        self.source = source
        events = request.events
        asOf = request.asOf
        idColumn = artifact.input.idColumn
        timeColumn = artifact.input.timeColumn
    }

    var name: String { rules.name.isEmpty ? path : rules.name }

    var requests: [String: ColumnRequest] { [:] }

    func points(of leads: JudgedLeads, on pool: WorkerPool) throws(Diagnostic) -> LeadPoints {
        let prepared = try RuleScoringRun(
            rules, source: source, events: events?.path, id: idColumn, asOf: asOf ?? .time(0)
        ).prepared(on: pool)
        let table = prepared.table
        var places: [Int: Int] = [:]
        for place in 0..<table.frame.rowCount { places[table.rowNumber(at: place)] = place }
        let rows = leads.rows.map { places[leads.table.rowNumber(at: $0)] }
        let usual = usualTime(leads, prepared)
        var points = [Double?](repeating: nil, count: rows.count)
        let ids = rules.groups.flatMap(\.rules).map(\.id)
        var paid = [[Double]](repeating: points.map { _ in 0 }, count: ids.count)
        // With several snapshots a lead, one after the other.
        for round in Self.rounds(of: rows) {
            var times = [Double](repeating: usual ?? 0, count: table.frame.rowCount)
            for row in round {
                guard let place = rows[row] else { continue }
                times[place] = leads.asOf?[row] ?? usual ?? prepared.asOf.time(ofRow: place)
            }
            let payments = prepared.plan.payments(asOf: .column(times), on: pool)
            for row in round {
                guard let place = rows[row] else { continue }
                points[row] = payments.overall[place]
                for rule in ids.indices { paid[rule][row] = payments.rules[rule].points[place] }
            }
        }
        let parts = zip(ids, paid).map { RulePart(rule: $0, paid: $1) }
        return LeadPoints(points: points, parts: parts, notes: prepared.warnings)
    }

    /// As of when leads are scored that have no snapshot: the end of the events, else when the last lead came in; `nil` if
    /// a time was asked for.
    private func usualTime(_ leads: JudgedLeads, _ prepared: RuleScoringRun.Prepared) -> Double? {
        guard asOf == nil else { return nil }
        if let end = prepared.events?.end { return end }
        guard let timeColumn, case .date(let times)? = leads.table.frame[timeColumn]?.values else { return 0 }
        return times.filter { !$0.isNaN }.max() ?? 0
    }

    /// The rows in rounds in which every place of the table occurs at most once.
    private static func rounds(of rows: [Int?]) -> [[Int]] {
        var counts: [Int: Int] = [:]
        var rounds: [[Int]] = []
        for (row, place) in rows.enumerated() {
            guard let place else { continue }
            let round = counts[place, default: 0]
            counts[place] = round + 1
            if round == rounds.count { rounds.append([]) }
            rounds[round].append(row)
        }
        return rounds
    }
}

extension RulePart {
    /// A rule that applies where it pays; its points are what it pays on average there.
    fileprivate init(rule: String, paid: [Double]) {
        let hits = paid.filter { $0 != 0 }
        self.init(
            name: rule, points: hits.isEmpty ? 0 : hits.reduce(0, +) / Double(hits.count),
            amounts: paid.map { $0 == 0 ? 0 : 1 })
    }
}
