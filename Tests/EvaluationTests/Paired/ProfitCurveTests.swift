import LearningCore
import Testing

@testable import Evaluation

@Suite struct ProfitCurveTests {
    @Test func aCutCountsByHand() throws {
        // Best first: won 100, lost, a tie of a won 40 and a lost, lost.
        let outcomes = try ScoredOutcomes(logOdds: [9, 8, 5, 5, 1], labels: [true, false, true, false, false])
        let curve = ProfitCurve(of: outcomes, values: [100, 7, 40, 7, 7], costPerContact: 10)
        let expected = [0: 0.0, 20: 90, 40: 80, 60: 90, 80: 100, 100: 90]
        for (percent, profit) in expected { #expect(isClose(curve.points[percent].profit, profit)) }
        #expect(isClose(curve.points[70].won, 1.75))
        #expect(curve.best.share == 0.8 && curve.points.count == 101)
        // 95 % of 100: from 70 % to 90 %.
        #expect(curve.flatFrom == 0.7 && curve.flatTo == 0.9)
    }

    @Test func withoutCostEverybodyIsCalledAndWithTooMuchNobody() throws {
        let leads = RandomLeads(rows: 100, seed: 2)
        let values = [Double](repeating: 5, count: 100)
        let free = ProfitCurve(of: try leads.outcomes(), values: values, costPerContact: 0)
        #expect(isClose(free.best.profit, 5 * Double(leads.labels.count { $0 })))
        let dear = ProfitCurve(of: try leads.outcomes(), values: values, costPerContact: 6)
        #expect(dear.best.share == 0 && dear.best.profit == 0 && dear.flatTo == 0)
    }

    @Test func theValueOfLostLeadsDoesNotMatter() throws {
        let leads = RandomLeads(rows: 60, seed: 9, decimals: 1)
        let outcomes = try leads.outcomes()
        let plain = ProfitCurve(of: outcomes, values: [Double](repeating: 3, count: 60), costPerContact: 1)
        let other = ProfitCurve(of: outcomes, values: leads.labels.map { $0 ? 3 : 1e6 }, costPerContact: 1)
        #expect(plain == other)
    }
}
