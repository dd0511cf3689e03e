import LeadHistory
import LearningCore
import Tabular
import Testing

@Suite struct HistorySummaryTests {
    @Test func onlyWhatIsSoIsSaid() throws {
        let clean = try TestLog.make([Row("a", 1e9, "open")], leads: ["a"])
        #expect(clean.report.summary == ["1 events of 1 leads"])
        let text =
            "lead_id,timestamp,amount\n" + "z,2024-01-01,1\n" + String(repeating: "a,2024-01-01,1\n", count: 1_200)
        let log = try TestLog.read(text + "a,2024-01-02,one\n,2024-01-02,\n", leads: ["a", "b"])
        #expect(
            log.report.summary == [
                "1,201 events of 1 leads", "1 leads have no event",
                "1 events are of leads that are not in the leads table", "1 rows name no lead",
                "1 values of \"amount\" are no numbers and count as none",
            ])
    }

    @Test func snapshotsLeftOutAreNamed() throws {
        let cases = try LeadCases(created: [0, 0, 9], closed: [1, 90, .nan], outcomes: [.won, .won, .open])
        let plan = try SnapshotPlan(ages: [2], horizon: 50)
        #expect(
            plan.labelled(cases, dataEnd: 60).report.summary == [
                "1 of 3 snapshots are used", "1 left out: the lead was closed by then",
                "1 left out, whatever came of them: their horizon ends after the data",
                "1 count as not won: the win came after the horizon",
            ])
    }
}
