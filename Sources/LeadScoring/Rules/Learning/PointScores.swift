import LeadHistory
import LearningCore
import RuleScoring
import Tabular

/// The scores that rules give closed leads, each as of its snapshot: the table is read once more, as
/// `leadscore rules score` reads it.
struct PointScores {
    private let prepared: RuleScoringRun.Prepared
    private let pool: WorkerPool

    init(_ rules: RuleSet, _ request: TrainingRequest, on pool: WorkerPool) throws(Diagnostic) {
        var source = request.source
        // Bad rows were written when the leads were read.
        source.rejectsPath = nil
        prepared = try RuleScoringRun(
            rules, source: source, events: rules.readsEvents ? request.history.events?.path : nil,
            id: request.columns.id, asOf: .time(0)
        ).prepared(on: pool)
        self.pool = pool
    }

    /// One overall percentage a lead.
    func scores(of leads: ClosedLeads, _ table: LeadTable) throws(Diagnostic) -> [Double] {
        let text = prepared.table
        var places: [Int: Int] = [:]
        for place in 0..<text.frame.rowCount { places[text.rowNumber(at: place)] = place }
        let snapshots = leads.moments?.snapshots
        var scores = [Double](repeating: 0, count: leads.rows.count)
        var waiting = Array(leads.rows.indices)
        // A row of the table has one as-of time in a pass; leads with several snapshots take several.
        while !waiting.isEmpty {
            var times = [Double](repeating: 0, count: text.frame.rowCount)
            var placeOf: [Int: Int] = [:]
            var taken = Set<Int>()
            var later: [Int] = []
            for index in waiting {
                guard let place = places[table.table.rowNumber(at: leads.rows[index])] else {
                    throw Diagnostic(.internalFault, "a lead was not found again when the table was read once more")
                }
                guard taken.insert(place).inserted else {
                    later.append(index)
                    continue
                }
                placeOf[index] = place
                if let snapshots { times[place] = snapshots[index].asOf }
            }
            let overall = prepared.plan.payments(asOf: .column(times), on: pool).overall
            for (index, place) in placeOf { scores[index] = overall[place] }
            waiting = later
        }
        return scores
    }
}
