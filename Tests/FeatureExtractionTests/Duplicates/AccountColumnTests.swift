import FeatureExtraction
import LearningCore
import Tabular
import Testing

@Suite struct AccountColumnTests {
    private func found(_ names: [String], _ values: ColumnValues) -> String? {
        let columns = names.map { Column(name: $0, values: values) }
        return AccountColumn.find(
            among: ColumnProfile.profiles(of: DataFrame(columns), on: WorkerPool(threadCount: 1)))
    }

    private let shared = ColumnValues.text(.dictionary(codes: [0, 0, 1], levels: ["x", "y"]))

    @Test(arguments: [
        "account_id", "AccountId", "ACCOUNT ID", "company_id", "Firmen-ID", "Firmen-Nr.", "organization id",
        "accountid",
        "Unternehmensnummer", "company number",
    ])
    func names(name: String) {
        #expect(found(["lead_id", name, "z"], shared) == name)
    }

    @Test(arguments: [
        "account", "company", "company_name", "company_size", "account_owner_id", "customer_id", "lead_id", "id",
        "account_status", "Firma", "valid", "accounting",
    ])
    func othersAreNone(name: String) {
        #expect(found([name], shared) == nil)
    }

    @Test func anAccountOfOneLeadEachKeepsNothingTogether() {
        #expect(found(["account_id"], .text(.dictionary(codes: [0, 1, 2], levels: ["x", "y", "z"]))) == nil)
        #expect(found(["account_id"], .number([1, 1, 2])) == "account_id")
        #expect(found(["account_id"], .date([1, 1, 2])) == nil)
    }
}
