import FeatureExtraction
import Foundation
import LearningCore
import Tabular
import Testing

@testable import LeadScoring

@Suite struct LeakGateTests {
    /// The gate's verdict on a table whose every column is a feature.
    private func report(
        _ leads: Leads, openFill: [String: Double] = [:], kept: Set<String> = []
    ) throws -> LeakGate.Report {
        let frame = try leads.frame()
        let assignments = RoleFinder().assignments(for: ColumnProfile.profiles(of: frame, on: Leads.pool))
        let report = try LeakGate(pool: Leads.pool, seed: 1).report(
            on: frame, labels: leads.labels,
            context: LeakGate.Context(assignments: assignments, openFill: openFill, kept: kept))
        #expect(report.evidence.count >= report.findings.count)
        return report
    }

    private func findings(
        _ leads: Leads, openFill: [String: Double] = [:], kept: Set<String> = []
    ) throws -> [String: LeakFinding] {
        let report = try report(leads, openFill: openFill, kept: kept)
        return Dictionary(uniqueKeysWithValues: report.findings.map { ($0.column, $0) })
    }

    private static func normal(_ generator: inout SeededGenerator) -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + generator.nextUniform() }
    }

    /// Leads with three honest numbers behind the outcome, together strong, each noisy twice over so that none is
    /// irreplaceable.
    private func honest(_ count: Int = 600, seed: UInt64 = 3) -> Leads {
        var generator = SeededGenerator(seed: seed)
        let hidden = (0..<count).map { _ in Self.normal(&generator) }
        var leads = Leads(count: count, seed: seed &+ 1) { row, _ in LogisticLoss.probability(logOdds: 2 * hidden[row])
        }
        for name in ["visits", "minutes", "downloads"] {
            let noise = (0..<count).map { _ in Self.normal(&generator) * 0.35 }
            leads.add(name) { "\(Int(((hidden[$0] + noise[$0]) * 1_000).rounded()))" }
        }
        let sources = (0..<count).map { _ in generator.nextIndex(below: 4) }
        leads.add("source") { ["web", "fair", "mail", "phone"][sources[$0]] }
        return leads
    }

    @Test func aStrongHonestPredictorIsNoLeak() throws {
        let leads = honest()
        let fold = leads.labels.indices.map { UInt8($0 % 5) }
        let visits = try #require(leads.frame()["visits"])
        // Strong enough to be looked at twice.
        #expect((ColumnAlone.auc(of: visits, labels: leads.labels, fold: fold) ?? 0) > LeakGate.strongAUC)
        #expect(try findings(leads).isEmpty)
    }

    @Test func aColumnThatIsTheOutcomeIsBlocked() throws {
        var leads = honest()
        let labels = leads.labels
        leads.add("remark") { labels[$0] == ($0 % 20 != 0) ? "signed" : "silent" }
        let found = try findings(leads)
        #expect(found.keys.sorted() == ["remark"])
        #expect(found["remark"]?.severity == .blocked)
        #expect((found["remark"]?.aloneAUC ?? 0) > 0.9)
    }

    /// As a call's duration: 0.8 alone, and nothing else knows it.
    @Test func aColumnNothingCanReplaceIsBlocked() throws {
        var generator = SeededGenerator(seed: 8)
        var leads = honest()
        let labels = leads.labels
        var weak = Leads(count: labels.count, seed: 1) { _, _ in 0.5 }
        weak.labels = labels
        let talk = labels.map { ($0 ? 1.35 : 0) + Self.normal(&generator) }
        weak.add("seconds") { "\(Int(talk[$0] * 1_000))" }
        let size = labels.map { _ in generator.nextIndex(below: 100) }
        weak.add("size") { "\(size[$0])" }
        leads = weak
        let found = try findings(leads)
        #expect(found.keys.sorted() == ["seconds"])
        #expect(found["seconds"]?.severity == .blocked)
        #expect((found["seconds"]?.loss ?? 0) >= LeakGate.heavyLoss)
        // Who asks for it may have it.
        #expect(try findings(leads, kept: ["seconds"]).isEmpty)
    }

    /// At a loss of about 0.08 a few leads decide on which side of it the column falls: it stays, and is named.
    @Test func aLossThatMayBeChanceIsOnlyADoubt() throws {
        var generator = SeededGenerator(seed: 8)
        let labels = honest(900).labels
        var leads = Leads(count: labels.count, seed: 1) { _, _ in 0.5 }
        leads.labels = labels
        let signals = labels.map { label in (0..<2).map { _ in (label ? 1.05 : 0) + Self.normal(&generator) } }
        leads.add("visits") { "\(Int(signals[$0][0] * 1_000))" }
        leads.add("minutes") { "\(Int(signals[$0][1] * 1_000))" }
        let report = try report(leads)
        #expect(report.findings.isEmpty)
        #expect(!report.doubts.isEmpty && report.doubts.allSatisfy { $0.contains("leave it out (--exclude)") })
    }

    /// Filled for two thirds of the won and none of the lost: too few for an AUC of 0.9, too many for chance.
    @Test func aColumnFilledOnlyForWonLeadsIsBlocked() throws {
        var leads = honest(600)
        let labels = leads.labels
        leads.add("contract_number") { labels[$0] && $0 % 3 != 0 ? "\($0 * 7)" : "" }
        leads.add("refund") { labels[$0] && $0 % 9 == 0 ? "yes" : "" }
        let found = try findings(leads)
        #expect(found.keys.sorted() == ["contract_number", "refund"])
        #expect(found.values.allSatisfy { $0.severity == .blocked && $0.reason.contains("filled for ") })
    }

    @Test func aTellingNameMakesAGoodColumnSuspect() throws {
        for (name, isSuspect) in [("Lead Quality", true), ("weekday", false)] {
            var leads = honest(500)
            let labels = leads.labels
            // 0.75 alone: noticeable, and replaceable by the others.
            leads.add(name) { (labels[$0] == ($0 % 4 != 0)) ? "high" : "low" }
            let finding = try findings(leads)[name]
            #expect((finding?.severity == .suspect) == isSuspect, "\(name): \(finding?.reason ?? "no finding")")
        }
    }

    @Test(arguments: [
        ("Lead Quality", true), ("Lead Profile", true), ("last_activity", true), ("Status", true), ("dealStage", true),
        ("Grund der Absage", true), ("Verlustgrund", true), ("close_date", true), ("closedAt", true), ("TAGS", true),
        ("weekday", false), ("enclosed", false), ("vintage", false), ("Lead Source", false), ("Lead Origin", false),
        ("Total Time Spent on Website", false), ("What is your current occupation", false), ("job", false),
        ("poutcome", false), ("euribor3m", false), ("nr.employed", false), ("ExitRates", false), ("contract", false),
        ("tenure", false), ("wonderful", false), ("lostandfound", false),
    ])
    func namesSpeakInWholeWords(name: String, speaks: Bool) {
        let match = LeakWords.match(name, LeakWords.ofTheEnd) ?? LeakWords.match(name, LeakWords.ofSalesWork)
        #expect((match != nil) == speaks, "\(name): \(match ?? "no word")")
    }

    @Test func aColumnFilledAtTheEndIsSuspect() throws {
        var leads = honest(500)
        let labels = leads.labels
        leads.add("rating") { (labels[$0] == ($0 % 4 != 0)) ? "high" : "low" }
        #expect(try findings(leads).isEmpty)
        let found = try findings(leads, openFill: ["rating": 0.1])
        #expect(found["rating"]?.severity == .suspect)
        #expect(found["rating"]?.reason.contains("filled for 100 % of closed leads but 10 % of open ones") == true)
        #expect(try findings(leads, openFill: ["rating": 0.9]).isEmpty)
    }

    /// Twenty worlds without a leak: what is flagged there is a false alarm.
    @Test func cleanWorldsRaiseHardlyAnAlarm() throws {
        var (columns, alarms) = (0, 0)
        for seed in 0..<20 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let count = 300
            let values = (0..<6).map { _ in (0..<count).map { _ in Self.normal(&generator) } }
            var leads = Leads(count: count, seed: UInt64(100 + seed)) { row, _ in
                LogisticLoss.probability(logOdds: values[0][row] + 0.7 * values[1][row] - 0.5 * values[2][row])
            }
            for (index, column) in values.enumerated() {
                leads.add("n\(index)") { $0 % 9 == index ? "" : "\(Int(column[$0] * 100))" }
                leads.add("l\(index)") { "v\(Int(abs(column[$0]) * 3))" }
            }
            columns += leads.names.count
            alarms += try findings(leads).count
        }
        #expect(columns == 240)
        #expect(Double(alarms) < 0.05 * Double(columns), "\(alarms) of \(columns)")
    }
}
