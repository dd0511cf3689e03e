import LeadHistory
import Tabular
import Testing

@Suite struct EventColumnsTests {
    @Test func usualNamesAreFound() throws {
        #expect(
            try EventColumns.find(in: ["lead_id", "timestamp", "event_type", "lifecycle", "resource"])
                == EventColumns(
                    lead: "lead_id", time: "timestamp", type: "event_type", properties: ["lifecycle", "resource"]))
        #expect(
            try EventColumns.find(in: ["id", "Lead ID", "Occurred At", "Activity Type"])
                == EventColumns(lead: "Lead ID", time: "Occurred At", type: "Activity Type", eventID: "id"))
        #expect(try EventColumns.find(in: ["id", "date"]) == EventColumns(lead: "id", time: "date"))
        #expect(try EventColumns.find(in: ["Kundennummer", "Zeitstempel", "Ereignis"]).type == "Ereignis")
    }

    @Test func theIdColumnOfTheLeadsTableComesFirst() throws {
        let header = ["lead_id", "mql_key", "date"]
        #expect(try EventColumns.find(in: header, leadColumn: "MQL Key").lead == "mql_key")
    }

    @Test func missingColumnsAreNamed() throws {
        #expect(throws: HistoryError.self) { _ = try EventColumns.find(in: ["who", "timestamp"]) }
        #expect(throws: HistoryError.self) { _ = try EventColumns.find(in: ["lead_id", "what"]) }
        let wrong = EventColumns(lead: "lead", time: "when")
        #expect(throws: HistoryError.unknownColumn("when", header: ["lead", "date"])) {
            _ = try TestLog.read("lead,date\na,2024-01-01\n", leads: ["a"], columns: wrong)
        }
    }
}
