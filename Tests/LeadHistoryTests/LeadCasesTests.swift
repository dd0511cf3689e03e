import Foundation
import LeadHistory
import LearningCore
import Tabular
import Testing

@Suite struct LeadCasesTests {
    @Test func quantilesAreThoseOfNumPy() {
        let values = [1.0, 2, 4, 8, 16]
        #expect(LeadCases.quantile(0, of: values) == 1 && LeadCases.quantile(1, of: values) == 16)
        #expect(LeadCases.quantile(0.5, of: values) == 4)
        #expect(abs((LeadCases.quantile(0.9, of: values) ?? 0) - 12.8) < 1e-12)
        #expect(LeadCases.quantile(0.3, of: [7]) == 7 && LeadCases.quantile(0.5, of: []) == nil)
    }

    @Test func columnsOfUnequalLengthAreRefused() {
        #expect(throws: HistoryError.self) { _ = try LeadCases(created: [1], closed: [], outcomes: [.won]) }
        #expect(throws: HistoryError.self) { _ = try LeadCases(created: [1], closed: [2], outcomes: []) }
    }

    @Test("Golden vector 10", .enabled(if: SharedData.path(crm) != nil, "shared/data is not beside this checkout"))
    func maturity() throws {
        let cases = try Self.opportunities()
        let won = cases.delays(of: .won).map { $0 / Span.day }
        let lost = cases.delays(of: .lost).map { $0 / Span.day }
        #expect([0.5, 0.9, 1].map { LeadCases.quantile($0, of: won) } == [57, 106, 138])
        #expect([0.5, 0.9, 1].map { LeadCases.quantile($0, of: lost) } == [14, 100, 138])
        #expect(cases.proposedHorizon == 106 * Span.day)
        // February 2017, as seen 30 days after its end, and in the end.
        let month = try TestLog.time("2017-02-01T00:00")..<TestLog.time("2017-03-01T00:00")
        let young = cases.cohort(created: month, seenAt: month.upperBound + 30 * Span.day)
        let mature = cases.cohort(created: month, seenAt: .infinity)
        #expect(abs(Double(young.won) / Double(young.closed) - 0.795) < 0.0005)
        #expect(abs(Double(mature.won) / Double(mature.closed) - 0.660) < 0.0005)
    }

    private static let crm = "crm-opportunities/opportunities.csv"

    private static func opportunities() throws -> LeadCases {
        let path = try #require(SharedData.path(crm))
        let frame = try TableReader(path: path, pool: TestLog.pool).read(.inferAll).frame
        guard case .date(let engaged)? = frame["engage_date"]?.values,
            case .date(let closed)? = frame["close_date"]?.values, case .text(let stages)? = frame["deal_stage"]?.values
        else { throw Missing() }
        let outcomes: [LeadOutcome] = (0..<frame.rowCount).map {
            stages[$0] == "Won" ? .won : stages[$0] == "Lost" ? .lost : .open
        }
        return try LeadCases(created: engaged, closed: closed, outcomes: outcomes)
    }
}
