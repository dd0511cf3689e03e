import Foundation
import LearningCore
import Tabular
import Testing

/// The real files beside the project must read without a word of help. Absent in a fresh clone; then the tests skip.
@Suite(.enabled(if: RealFiles.folder != nil, "there is no ../shared/data beside the package"))
struct RealFilesTests {
    @Test(arguments: RealFile.all)
    func hasTheExpectedTypes(_ file: RealFile) throws {
        let temporary = try TemporaryFolder()
        let (path, rows) = try RealFiles.testable(file, temporary)
        let table = try TableReader(path: path, pool: WorkerPool(threadCount: 2)).read(.inferAll)
        #expect(table.rowsIn == rows)
        #expect(table.rejects.isEmpty)
        for type in ColumnType.allCases where type != .text {
            let found = table.frame.columns.filter { $0.type == type }.map(\.name)
            #expect(found == file.columns[type], "\(file.path): \(type)")
        }
        #expect(table.frame.columns.count == file.columnCount)
        for (name, shape) in file.shapes { #expect(table.formats[name]?.shape == shape, "\(name)") }
        if rows == file.rows { #expect(table.notes.isEmpty) }
    }

    /// Golden vector 8.
    @Test func specializationHasThreeStates() throws {
        let folder = try #require(RealFiles.folder)
        let path = folder.appending(path: "x-education/leads.csv").path
        let table = try TableReader(path: path, pool: WorkerPool(threadCount: 2)).read(.inferAll)
        let column = try #require(table.frame["Specialization"])
        #expect(column.count(of: .absent) == 1_438)
        #expect(column.count(of: .placeholder) == 1_942)
        #expect(column.count(of: .value) == 5_860)
        let converted = try #require(table.frame["Converted"])
        guard case .number(let outcomes) = converted.values else {
            Issue.record("0 and 1 are numbers")
            return
        }
        #expect(outcomes.reduce(0, +) == 3_561)
    }

    @Test func timesWithOffsetsAreInUTC() throws {
        let folder = try #require(RealFiles.folder)
        let path = folder.appending(path: "loan-applications/leads.csv").path
        let table = try TableReader(path: path, pool: WorkerPool(threadCount: 2)).read(.inferAll)
        guard case .date(let created)? = table.frame["created_at"]?.values else {
            Issue.record("created_at is a date")
            return
        }
        // 2011-10-01T00:38:44.546+02:00
        #expect(created[0] == 1_317_422_324.546)
    }
}

enum RealFiles {
    /// `../shared/data` beside the package's root, wherever that is above this file.
    static let folder: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: "shared/data")
            if FileManager.default.fileExists(atPath: candidate.appending(path: "README.md").path) { return candidate }
        }
        return nil
    }()
}

extension RealFiles {
    /// The whole file, or, where the build is a slow one, its first 3,000 rows.
    static func testable(_ file: RealFile, _ temporary: TemporaryFolder) throws -> (path: String, rows: Int) {
        let url = try #require(folder).appending(path: file.path)
        #if DEBUG
            let lines = try Data(contentsOf: url).split(separator: 0x0A, maxSplits: 3_001)
            let head = lines.prefix(3_001).reduce(into: Data()) { $0 += $1 + [0x0A] }
            return (try temporary.file("head.csv", head), 3_000)
        #else
            return (url.path, file.rows)
        #endif
    }
}

/// What a real file must come out as. Columns not named are text.
struct RealFile: Sendable, CustomTestStringConvertible {
    var path: String
    var rows: Int
    var columnCount: Int
    var columns: [ColumnType: [String]]
    var shapes: [String: ValueFormat.Shape] = [:]

    var testDescription: String { path }

    init(
        _ path: String, rows: Int, columns: Int, numbers: [String], booleans: [String] = [], dates: [String] = [],
        shapes: [String: ValueFormat.Shape] = [:]
    ) {
        self.path = path
        self.rows = rows
        columnCount = columns
        self.columns = [.number: numbers, .boolean: booleans, .date: dates]
        self.shapes = shapes
    }

    static let all = [
        RealFile(
            "x-education/leads.csv", rows: 9_240, columns: 37,
            numbers: [
                "Lead Number", "Converted", "TotalVisits", "Total Time Spent on Website", "Page Views Per Visit",
                "Asymmetrique Activity Index", "Asymmetrique Profile Index", "Asymmetrique Activity Score",
                "Asymmetrique Profile Score",
            ],
            booleans: [
                "Do Not Email", "Do Not Call", "Search", "Magazine", "Newspaper Article", "X Education Forums",
                "Newspaper", "Digital Advertisement", "Through Recommendations",
                "Receive More Updates About Our Courses", "Update me on Supply Chain Content",
                "Get updates on DM Content", "I agree to pay the amount through cheque",
                "A free copy of Mastering The Interview",
            ],
            shapes: ["Asymmetrique Activity Index": .ordinal, "Asymmetrique Profile Index": .ordinal]),
        RealFile(
            "bank-marketing/bank-additional-full.csv", rows: 41_188, columns: 21,
            numbers: [
                "age", "duration", "campaign", "pdays", "previous", "emp.var.rate", "cons.price.idx", "cons.conf.idx",
                "euribor3m", "nr.employed",
            ],
            booleans: ["default", "housing", "loan", "y"]),
        RealFile(
            "bank-marketing/bank-full.csv", rows: 45_211, columns: 17,
            numbers: ["age", "balance", "day", "duration", "campaign", "pdays", "previous"],
            booleans: ["default", "housing", "loan", "y"]),
        RealFile(
            "online-shoppers/sessions.csv", rows: 12_330, columns: 18,
            numbers: [
                "Administrative", "Administrative_Duration", "Informational", "Informational_Duration",
                "ProductRelated", "ProductRelated_Duration", "BounceRates", "ExitRates", "PageValues", "SpecialDay",
                "OperatingSystems", "Browser", "Region", "TrafficType",
            ],
            booleans: ["Weekend", "Revenue"]),
        RealFile(
            "loan-applications/leads.csv", rows: 13_087, columns: 5, numbers: ["lead_id", "amount_requested"],
            dates: ["created_at", "closed_at"], shapes: ["created_at": .yearFirst]),
        RealFile(
            "loan-applications/events.csv", rows: 262_200, columns: 5, numbers: ["lead_id", "resource"],
            dates: ["timestamp"]),
        RealFile(
            "b2b-saas/leads.csv", rows: 5_000, columns: 32,
            numbers: [
                "employee_band", "estimated_revenue_band", "touch_count", "inbound_touch_count", "outbound_touch_count",
                "session_count", "pricing_page_views", "demo_page_views", "total_session_duration_seconds",
                "touches_days_0_7", "touches_last_7_days", "days_since_first_touch", "activity_count",
                "days_since_last_touch", "opportunity_estimated_acv", "expected_acv", "total_touches_all",
            ],
            booleans: ["opportunity_created", "has_open_opportunity", "converted_within_90_days"],
            dates: ["lead_created_at"], shapes: ["employee_band": .range, "estimated_revenue_band": .range]),
        RealFile(
            "b2b-saas/events.csv", rows: 69_415, columns: 4, numbers: [], dates: ["timestamp"]),
        RealFile(
            "olist-funnel/leads.csv", rows: 8_000, columns: 18,
            numbers: ["average_stock", "declared_product_catalog_size", "declared_monthly_revenue"],
            booleans: ["has_company", "has_gtin"], dates: ["first_contact_date", "won_date"],
            shapes: ["average_stock": .range]),
        RealFile(
            "crm-opportunities/opportunities.csv", rows: 8_800, columns: 18,
            numbers: ["close_value", "year_established", "revenue", "employees", "sales_price"],
            dates: ["engage_date", "close_date"]),
    ]
}
