import Calibration
import Evaluation
import Foundation
import LearningCore
import Testing

@testable import LeadScoring

/// R-LEAK-1 on real tables, where they lie beside the package and the build is quick enough: `swift test -c release`.
@Suite struct RealLeadsTests {
    static let folder: URL? = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let data = folder.appendingPathComponent("../shared/data").standardizedFileURL
            if FileManager.default.fileExists(atPath: data.path) { return data }
        }
        return nil
    }()

    static var isReady: Bool {
        #if DEBUG
            return false
        #else
            return folder != nil
        #endif
    }

    struct Table: Sendable, CustomStringConvertible {
        let file: String
        let label: String
        var ignored: [String] = []
        var blocked: Set<String> = []
        /// At least suspect.
        var found: Set<String> = []
        var honest: Set<String> = []

        var description: String { file }
    }

    private static let tables = [
        Table(
            file: "x-education/leads.csv", label: "Converted", blocked: ["Tags"],
            found: ["Lead Quality", "Lead Profile"],
            honest: [
                "Lead Source", "Lead Origin", "Total Time Spent on Website", "What is your current occupation",
            ]),
        Table(
            file: "bank-marketing/bank-additional-full.csv", label: "y", blocked: ["duration"],
            honest: ["job", "poutcome", "euribor3m", "nr.employed", "marital"]),
        Table(file: "online-shoppers/sessions.csv", label: "Revenue", blocked: ["PageValues"], honest: ["ExitRates"]),
        Table(
            file: "olist-funnel/leads.csv", label: "outcome",
            blocked: ["seller_id", "sdr_id", "won_date", "business_segment", "declared_monthly_revenue"],
            honest: ["origin", "landing_page_id", "first_contact_date"]),
        Table(
            file: "crm-opportunities/opportunities.csv", label: "deal_stage", ignored: ["Engaging", "Prospecting"],
            blocked: ["close_value"], found: ["close_date"], honest: ["product", "account", "engage_date"]),
    ]

    @Test(.enabled(if: isReady, "needs ../shared/data and an optimised build"), arguments: tables)
    func theGateFindsWhatItMustAndNothingElse(table: Table) throws {
        let path = try #require(Self.folder).appendingPathComponent(table.file).path
        var request = TrainingRequest(source: LeadSource(path: path), label: table.label)
        request.model = .logistic
        request.mapping.ignored = table.ignored
        let report = try TrainingRun(request, on: WorkerPool(threadCount: 2)).run().report
        let blocked = Set(report.leaks.filter { $0.severity == .blocked }.map(\.column))
        let found = Set(report.leaks.map(\.column))
        #expect(blocked.isSuperset(of: table.blocked))
        #expect(found.isSuperset(of: table.found))
        #expect(found.isDisjoint(with: table.honest))
        #expect(report.holdout?.hasNoSignal == table.file.hasPrefix("crm"))
    }

    /// The bank's leads in their order of time: who buys went from 6 % to 31 %. Declaring the rate of the newest fifth must
    /// bring the log loss to within a tenth of what Platt's calibration on those very leads reaches.
    @Test(
        .enabled(if: isReady, "needs ../shared/data and an optimised build"),
        arguments: ["bank-marketing/bank-additional-full.csv", "bank-marketing/bank-full.csv"])
    func aDeclaredRateMendsProbabilitiesForward(file: String) throws {
        let url = try #require(Self.folder).appendingPathComponent(file)
        let lines = String(decoding: try Data(contentsOf: url), as: UTF8.self).split(whereSeparator: \.isNewline)
        let cut = 1 + (lines.count - 1) * 4 / 5
        let older = try ScratchFile(lines[..<cut].joined(separator: "\n") + "\n")
        let newest = try ScratchFile((lines[..<1] + lines[cut...]).joined(separator: "\n") + "\n")
        let pool = WorkerPool(threadCount: 2)
        let artifact = try TrainingRun(
            TrainingRequest(source: LeadSource(path: older.path), label: "y"), on: pool
        ).run().artifact
        let labels = lines[cut...].map { $0.hasSuffix("\"yes\"") }
        let rate = Double(labels.count { $0 }) / Double(labels.count)
        #expect(rate > 0.25)
        var logOdds: [Double] = []
        _ = try ScoringRun(
            artifact, source: LeadSource(path: newest.path), LeadScorer.Wishes(),
            correction: artifact.correction(toWonRate: rate), on: pool
        ).run(begin: { _, _ in }) { logOdds += $0.scores.map(\.logOdds) }
        let platt = try PlattScaling().fitted(to: CalibrationSample(logOdds: logOdds, labels: labels))
        let (found, best) = (
            try ScoredOutcomes(logOdds: logOdds, labels: labels),
            try ScoredOutcomes(logOdds: logOdds.map(platt.logOdds), labels: labels)
        )
        let (loss, bound) = (try #require(LogLoss().value(of: found)), try #require(LogLoss().value(of: best)))
        #expect(loss < 1.1 * bound, "\(loss) beside \(bound)")
    }
}
