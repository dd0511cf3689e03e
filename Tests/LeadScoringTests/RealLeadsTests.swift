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
}
