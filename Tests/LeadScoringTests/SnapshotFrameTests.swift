import LeadHistory
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

@Suite struct SnapshotFrameTests {
    private let table = DataFrame([
        Column(name: "created", values: .date([0, 100])),
        Column(name: "enriched", values: .date([50, 150])),
        Column(name: "score", values: .number([7, 8])),
        Column(name: "segment", values: .text(.dictionary(codes: [0, 1], levels: ["a", "b"]))),
        Column(name: "note", values: .text(.buffer(bytes: Array("xyz".utf8), offsets: [0, 1, 3]))),
        Column(name: "event_day", values: .date([1_000, 2_000])),
    ])

    private func frame(_ snapshots: [Snapshot], ages: [Double] = [60], knownAt: [String: String]) -> DataFrame {
        SnapshotFrame(timeColumn: "created", history: HistoryDescription(ages: ages, knownAt: knownAt))
            .frame(of: table, at: snapshots)
    }

    @Test func whatBecameKnownLaterIsBlank() {
        let snapshots = [Snapshot(row: 0, asOf: 60), Snapshot(row: 1, asOf: 120), Snapshot(row: 1, asOf: 150)]
        let knownAt = ["score": "enriched", "segment": "enriched", "note": "enriched", "event_day": "creation"]
        let frame = frame(snapshots, knownAt: knownAt)
        for name in ["score", "segment", "note", "enriched"] {
            #expect(frame[name]?.state(at: 0) == .value, "\(name)")
            #expect(frame[name]?.state(at: 1) == .absent, "\(name)")
            #expect(frame[name]?.state(at: 2) == .value, "\(name)")
        }
        guard case .text(let notes)? = frame["note"]?.values, case .number(let scores)? = frame["score"]?.values else {
            Issue.record("columns lost their types")
            return
        }
        #expect((0..<3).map { notes[$0] } == ["x", "", "yz"])
        #expect(scores[0] == 7 && scores[1].isNaN && scores[2] == 8)
        // Said to be known from the start, though it lies ahead.
        #expect(frame["event_day"]?.count(of: .value) == 3)
    }

    @Test func aDateAheadIsNotKnownUnlessSaid() {
        let frame = frame([Snapshot(row: 0, asOf: 60)], knownAt: [:])
        #expect(frame["event_day"]?.state(at: 0) == .absent)
        #expect(frame["enriched"]?.state(at: 0) == .value)
        #expect(frame["created"]?.state(at: 0) == .value)
    }

    @Test func theAgeIsAColumnOnlyAmongSeveral() {
        #expect(frame([Snapshot(row: 0, asOf: 60)], knownAt: [:])[SnapshotFrame.ageColumn] == nil)
        let several = frame([Snapshot(row: 1, asOf: 86_500)], ages: [60, 86_400], knownAt: [:])
        #expect(several[SnapshotFrame.ageColumn]?.values == .number([1]))
    }
}
