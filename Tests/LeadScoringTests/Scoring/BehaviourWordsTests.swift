import Testing

@testable import LeadScoring

@Suite struct BehaviourWordsTests {
    @Test func namesTellWhatLeadsDidFromWhatTheyAre() {
        let did = [
            "TotalVisits", "Total Time Spent on Website", "Page Views Per Visit", "email_opens", "Seitenaufrufe",
            "webinarsAttended",
        ]
        let are = [
            "Lead Source", "job", "opening balance", "What is your current occupation", "Branche", "age", "campaign",
        ]
        #expect(did.allSatisfy(BehaviourWords.isBehaviour))
        #expect(!are.contains(where: BehaviourWords.isBehaviour))
    }

    @Test func whatIsToldComesFirst() {
        let fields = ["visits", "size", "visits", "clicks"]
        #expect(
            BehaviourWords.implicitFields(among: fields, told: ["visits": false, "size": true]) == ["size", "clicks"])
    }
}
