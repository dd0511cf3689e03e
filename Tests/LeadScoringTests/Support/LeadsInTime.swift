import Foundation
import LearningCore

@testable import LeadScoring

/// A made-up world in time: leads come in one after the other; who opens often on the first day is more often won; a
/// contract follows the win. Everything an export would hold, the end included.
struct LeadsInTime {
    let leads: ScratchFile
    let events: ScratchFile

    static let start = 1_700_000_000.0
    static let hour = 3_600.0

    /// - Parameters:
    ///   - logEnds: events after this many hours since the first lead are not in the log yet.
    ///   - open: the share of leads that have no outcome.
    init(count: Int = 600, seed: UInt64 = 1, logEnds: Double = .infinity, open: Double = 0.1) throws {
        var generator = SeededGenerator(seed: seed)
        var leads = "id,created_at,size,closed_at,opens_in_all,opens_known,outcome\n"
        var events = "lead_id,timestamp,event_type\n"
        for row in 0..<count {
            let created = Double(row) * 3
            let eager = generator.nextUniform() < 0.5
            let early = eager ? 3 + generator.nextIndex(below: 5) : generator.nextIndex(below: 3)
            let late = generator.nextIndex(below: 9)
            let wins = generator.nextUniform() < (eager ? 0.75 : 0.15)
            let isOpen = generator.nextUniform() < open
            let closed = created + 30 + Double(generator.nextIndex(below: 400))
            var times = (0..<early).map { _ in (created + 0.5 + 20 * generator.nextUniform(), "email_open") }
            times += (0..<late).map { _ in (created + 40 + 300 * generator.nextUniform(), "email_open") }
            if !isOpen { times.append((closed + (wins ? -0.001 : 0), wins ? "contract_signed" : "case_declined")) }
            for (time, type) in times.sorted(by: { $0.0 > $1.0 }) where time <= logEnds {
                events += "L\(row),\(Self.stamp(time)),\(type)\n"
            }
            let closing = isOpen ? "" : Self.stamp(closed)
            leads += "L\(row),\(Self.stamp(created)),\(generator.nextIndex(below: 90)),\(closing),\(early + late),"
            leads += "\(early),\(isOpen ? "open" : wins ? "won" : "lost")\n"
        }
        self.leads = try ScratchFile(leads)
        self.events = try ScratchFile(events, name: "events.csv")
    }

    static func stamp(_ hours: Double) -> String {
        let date = Date(timeIntervalSince1970: start + (hours * 3_600).rounded())
        return date.formatted(.iso8601)
    }

    func request(_ change: (inout TrainingRequest) -> Void = { _ in }) -> TrainingRequest {
        var request = TrainingRequest(source: LeadSource(path: leads.path), label: "outcome")
        request.history.events = LeadSource(path: events.path)
        request.history.ages = [24 * Self.hour]
        request.model = .boosted
        request.treeCount = 20
        change(&request)
        return request
    }

    func train(_ change: (inout TrainingRequest) -> Void = { _ in }) throws -> TrainingRun.Result {
        try TrainingRun(request(change), on: Leads.pool).run()
    }
}
