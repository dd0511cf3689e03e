import Foundation
import LearningCore
import Tabular
import Testing

@Suite struct RealFilesTests {
    @Test(arguments: [
        "x-education/leads.csv", "bank-marketing/bank-additional-full.csv", "bank-marketing/bank-full.csv",
        "online-shoppers/sessions.csv", "loan-applications/leads.csv", "loan-applications/events.csv",
        "b2b-saas/leads.csv", "b2b-saas/events.csv", "olist-funnel/leads.csv", "crm-opportunities/opportunities.csv",
    ])
    func show(_ name: String) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "/../../../../main/../shared/data/" + name
        ).standardizedFileURL.path
        print(path)
        let reader = try TableReader(path: "/work/shared/data/" + name, pool: WorkerPool(threadCount: 2))
        let table = try reader.read(.inferAll)
        print(name, table.rowsIn, reader.dialect)
        for c in table.frame.columns {
            print(
                "   ", c.name, c.type, table.formats[c.name]!.shape, table.formats[c.name]!.decimalMark,
                c.count(of: .absent), c.count(of: .placeholder), c.count(of: .value))
        }
        for n in table.notes { print("  note", n.code, n.message) }
    }
}
