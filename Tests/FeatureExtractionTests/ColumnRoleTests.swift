import FeatureExtraction
import LearningCore
import Tabular
import Testing

@Suite struct ColumnRoleTests {
    let pool = WorkerPool(threadCount: 2)

    private func roles(_ columns: [Column], decided: [String: ColumnRole] = [:]) -> [String: ColumnRole] {
        let profiles = ColumnProfile.profiles(of: DataFrame(columns), on: pool)
        let assignments = RoleFinder(decided: decided).assignments(for: profiles)
        return Dictionary(uniqueKeysWithValues: assignments.map { ($0.name, $0.role) })
    }

    private func text(_ name: String, _ values: [String?]) -> Column {
        var levels: [String] = []
        let codes: [Int32] = values.map { value in
            guard let value else { return -1 }
            if let code = levels.firstIndex(of: value) { return Int32(code) }
            levels.append(value)
            return Int32(levels.count - 1)
        }
        return Column(
            name: name, values: .text(.dictionary(codes: codes, levels: levels)),
            states: values.contains(nil) ? values.map { $0 == nil ? .absent : .value } : nil)
    }

    @Test func typesAndNamesGiveRoles() {
        let rows = 200
        let days = (0..<rows).map { Double($0 % 90) * 86_400 }
        let found = roles([
            text("lead_id", (0..<rows).map { "lead-\($0)" }),
            text("Prospect Key", (0..<rows).map { "p\($0)" }),
            Column(name: "created_at", values: .date(days)),
            Column(name: "last_visit", values: .date(days)),
            Column(name: "visits", values: .number((0..<rows).map { Double($0 % 7) })),
            Column(name: "amount", values: .number((0..<rows).map { Double(($0 * 7_919) % 10_007) })),
            Column(name: "newsletter", values: .boolean((0..<rows).map { $0.isMultiple(of: 3) })),
            text("source", (0..<rows).map { "s\($0 % 5)" }),
            text("comment", (0..<rows).map { "a long remark number \($0) of many" }),
            text("token", (0..<rows).map { "x\($0)" }),
            text("campaign", Array(repeating: "summer", count: rows)),
            text("fax", Array(repeating: nil, count: rows)),
        ])
        #expect(
            found == [
                "lead_id": .id, "Prospect Key": .ignored, "created_at": .time, "last_visit": .date,
                "visits": .numeric, "amount": .numeric, "newsletter": .boolean, "source": .categorical,
                "comment": .text, "token": .ignored, "campaign": .ignored, "fax": .ignored,
            ])
    }

    @Test func aCounterIsAnIdentifierButAnAmountIsNot() {
        let counter = Column(name: "Lead Number", values: .number((0..<100).map { Double(900_000 - $0) }))
        let shuffled = Column(name: "ticket no", values: .number((0..<1_000).map { Double(($0 * 7_919) % 10_007) }))
        let amount = Column(name: "revenue", values: .number((0..<1_000).map { Double(($0 * 7_919) % 10_007) }))
        #expect(roles([counter]) == ["Lead Number": .id])
        #expect(roles([shuffled]) == ["ticket no": .id])
        #expect(roles([amount]) == ["revenue": .numeric])
    }

    @Test func whatAPersonDecidesIsTaken() {
        let column = text("campaign", Array(repeating: "summer", count: 10))
        #expect(roles([column], decided: ["campaign": .categorical]) == ["campaign": .categorical])
    }

    @Test func aConstantWithGapsIsKept() {
        #expect(roles([text("vip", (0..<60).map { $0.isMultiple(of: 2) ? "yes" : nil })]) == ["vip": .categorical])
    }

    @Test(arguments: [
        ("leadId", ["lead", "id"]), ("lead_id", ["lead", "id"]), ("Lead ID", ["lead", "id"]),
        ("nr.employed", ["nr", "employed"]), ("", []), ("Straße-Nr", ["straße", "nr"]), ("HTTPServer", ["httpserver"]),
    ])
    func namesAreCutIntoWords(name: String, words: [String]) {
        #expect(NameTokens.words(of: name) == words)
    }
}
