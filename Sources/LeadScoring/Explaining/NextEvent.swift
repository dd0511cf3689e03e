import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// Finds the fewest events of one kind that, happening now, would lift a lead to the next grade, by scoring it anew with
/// the last such event done again.
struct NextEvent {
    let scorer: LeadScorer
    let pool: WorkerPool

    /// So many are tried: more than this is no next step.
    private static let most = 3

    /// - Parameters:
    ///   - frame: the lead alone.
    ///   - events: what it had done.
    ///   - band: the position of the grade to reach.
    func find(_ frame: DataFrame, _ events: SnapshotEvents, reaching band: Int) throws(Diagnostic) -> NearestChange
        .Found?
    {
        guard let snapshot = events.snapshots.first else { return nil }
        let log = events.log
        let candidates = candidates(log, snapshot)
        let cases = (1...Self.most).flatMap { times in candidates.map { (event: $0.event, times: times) } }
        guard !cases.isEmpty else { return nil }
        let imagined = log.imagining(row: snapshot.row, asOf: snapshot.asOf, cases)
        let scores = try scorer.scores(
            of: frame.selecting(rows: cases.map { _ in 0 }), events: imagined, on: pool)
        var best: NearestChange.Found?
        for (place, score) in scores.enumerated() where scorer.grades.index(of: score.score) <= band {
            let (candidate, times) = (candidates[place % candidates.count], cases[place].times)
            let order = (times, -candidate.usual)
            guard best.map({ order < $0.order }) ?? true else { continue }
            best = NearestChange.Found(
                change: ScoreExplanation.Change(
                    field: log.typeNames[candidate.type], from: String(candidate.own),
                    to: String(candidate.own + times), isEvent: true, score: score.score,
                    grade: score.grade.rawValue, probability: score.probability),
                order: order)
        }
        return best
    }

    private struct Candidate {
        let type: Int
        /// The event that is done again: the lead's own last of the type, else the last of anyone.
        let event: Int
        /// How many of the type the lead has, and how many all leads.
        let own: Int
        let usual: Int
    }

    /// Types of events the model looks at and a lead may bring about, in their order.
    private func candidates(_ log: EventLog, _ snapshot: Snapshot) -> [Candidate] {
        let all = log.events(ofRow: snapshot.row)
        let own = all.lowerBound..<log.upperBound(snapshot.asOf, in: all)
        var (last, counts) = ([Int: Int](), [Int: Int]())
        for event in log.times.indices where log.times[event] <= snapshot.asOf {
            let type = Int(log.types[event])
            counts[type, default: 0] += 1
            if last[type].map({ log.times[event] >= log.times[$0] }) ?? true { last[type] = event }
        }
        let fields = Set(scorer.artifact.features.schema.features.filter { $0.origin == .implicit }.map(\.field))
        let knowsAll = fields.contains(EventFeatureStep.allEvents)
        return log.typeNames.indices.compactMap { type in
            let name = log.typeNames[type]
            guard let anyone = last[type], let usual = counts[type], knowsAll || fields.contains(name),
                !NameTokens.words(of: name).contains(where: Self.unwanted.contains)
            else { return nil }
            let events = own.filter { Int(log.types[$0]) == type }
            return Candidate(type: type, event: events.last ?? anyone, own: events.count, usual: usual)
        }
    }

    /// Words of events that the sender or chance brings about, or that nobody wishes for.
    private static let unwanted: Set<String> = [
        "sent", "delivered", "outbound", "bounce", "bounced", "unsubscribe", "unsubscribed", "complaint", "spam",
        "failed",
        "gesendet",
        "versendet", "zugestellt", "abgemeldet", "abmeldung", "beschwerde",
    ]
}
