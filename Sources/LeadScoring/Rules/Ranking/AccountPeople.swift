import FeatureExtraction
import LearningCore
import RuleScoring
import Tabular

/// The people of a table: who is whom, and what their titles say (R-ACC-2).
///
/// Two rows are the same person when a column of contacts says so, or without one when e-mail, telephone, or name and
/// company agree.
struct AccountPeople: Sendable {
    /// By row.
    private let persons: [Int32]
    /// The rank and department of each row's title; `nil` without a column of job titles.
    private let titles: [[String?]]?

    private static let contactNames = ["contactid", "contact", "personid", "kontaktid", "kontakt", "ansprechpartnerid"]

    init(_ frame: DataFrame, on pool: WorkerPool) {
        if let contacts = Self.contacts(of: frame) {
            persons = contacts
        } else {
            persons = DuplicateClusters(of: frame, by: .find(in: frame, on: pool), on: pool).clusterOfRow
        }
        let column = ColumnProfile.profiles(of: frame, on: pool).first { $0.normaliser?.normaliser == .jobTitle }
            .flatMap { frame[$0.name] }
        titles = column.map(Self.parts)
    }

    /// The rank and department of every cell; each title of a dictionary is read once.
    private static func parts(of column: Column) -> [[String?]] {
        let reader = TextReader(.jobTitle)
        let none: [String?] = [nil, nil]
        guard case .text(.dictionary(let codes, let levels)) = column.values else {
            return (0..<column.count).map { row in column.written(at: row).map(reader.parts) ?? none }
        }
        let byLevel = levels.map(reader.parts)
        return codes.indices.map { column.state(at: $0) == .value ? byLevel[Int(codes[$0])] : none }
    }

    /// Rows that name the same contact share a number; rows that name none have numbers of their own.
    private static func contacts(of frame: DataFrame) -> [Int32]? {
        let named = frame.columns.first { column in
            contactNames.contains(String(column.name.lowercased().filter { $0.isLetter || $0.isNumber }))
        }
        guard let named else { return nil }
        var numbers: [String: Int32] = [:]
        return (0..<named.count).map { row in
            guard let name = named.written(at: row) else { return -1 - Int32(row) }
            if let number = numbers[name] { return number }
            numbers[name] = Int32(numbers.count)
            return Int32(numbers.count - 1)
        }
    }

    var hasTitles: Bool { titles != nil }

    func count(of rows: [Int]) -> Int { Set(rows.map { persons[$0] }).count }

    func titles(of rows: [Int]) -> TitleSummary {
        var summary = TitleSummary()
        for row in rows { if let titles { summary.add(titles[row]) } }
        return summary
    }
}

/// What is known of a lead's account, as columns that rules may ask for: `account_leads`, `account_people`,
/// `account_departments` (how many), `account_rank` (the highest) and `account_buying_group` (the share of its roles that
/// somebody holds, 0–100). They say what the table says now; how lively an account is, conditions of `scope: account` tell as
/// of any time.
enum AccountFields {
    static let names = [
        "account_leads", "account_people", "account_departments", "account_rank", "account_buying_group",
    ]

    /// Those that rules ask for and a table does not have.
    static func wanted(by rules: RuleSet, header: [String]) -> [String] {
        names.filter { rules.fieldNames.contains($0) && rules.column(of: $0, among: header) == nil }
    }

    /// - Parameter account: the column that names the account.
    static func adding(_ names: [String], to frame: DataFrame, account: Column, on pool: WorkerPool) -> DataFrame {
        let people = AccountPeople(frame, on: pool)
        var members: [String: [Int]] = [:]
        for row in 0..<frame.rowCount {
            if let name = account.written(at: row) { members[name, default: []].append(row) }
        }
        var values = names.map { _ in [Double](repeating: .nan, count: frame.rowCount) }
        var ranks = [String](repeating: "", count: frame.rowCount)
        for rows in members.values {
            let titles = people.titles(of: rows)
            let held = BuyingCentre.roles.count - titles.missingRoles.count
            for (place, name) in names.enumerated() {
                let value: Double
                switch name {
                case "account_leads": value = Double(rows.count)
                case "account_people": value = Double(people.count(of: rows))
                case "account_departments": value = people.hasTitles ? Double(titles.departments.count) : .nan
                case "account_buying_group":
                    value = people.hasTitles ? 100 * Double(held) / Double(BuyingCentre.roles.count) : .nan
                default: value = .nan
                }
                for row in rows { values[place][row] = value }
            }
            for row in rows { ranks[row] = titles.highestRank ?? "" }
        }
        let columns = zip(names, values).map { name, values in
            name == "account_rank" ? Column(text: ranks, name: name) : Column(numbers: values, name: name)
        }
        return DataFrame(frame.columns + columns, rowCount: frame.rowCount)
    }
}

extension Column {
    /// Blank where a number is NaN.
    init(numbers: [Double], name: String) {
        self.init(name: name, values: .number(numbers), states: numbers.map { $0.isNaN ? .absent : .value })
    }

    /// Blank where a text is empty.
    init(text: [String], name: String) {
        let levels = Set(text).subtracting([""]).sorted()
        let codes = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
        self.init(
            name: name, values: .text(.dictionary(codes: text.map { codes[$0] ?? -1 }, levels: levels)),
            states: text.map { $0.isEmpty ? .absent : .value })
    }
}
