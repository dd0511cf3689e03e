import FeatureExtraction
import LearningCore
import Tabular

/// The leads that stay on one side of every split where nobody says which (R-TIME-4, R-ACC-3): the snapshots of a lead,
/// people who were there before, and the leads of an account, all taken together.
struct LeadGroups {
    /// One number per row; `nil` when no two rows belong together.
    let groups: [Int]?
    /// What was found, a sentence each.
    let notes: [String]

    /// An account with more than this share of the leads, and more than
    /// ``DuplicateClusters/maximumSharing``, is a word for none.
    static let largestAccount = 0.1

    /// - Parameters:
    ///   - account: the column that names the account.
    ///   - leads: the lead of each row; `nil` when every row is another one.
    init(_ frame: DataFrame, account: String?, leads: [Int]?, on pool: WorkerPool) {
        var places: [Int: Int] = [:]
        var firstRows: [Int] = []
        let leadOfRow = (0..<frame.rowCount).map { row in
            let lead = leads?[row] ?? row
            if let place = places[lead] { return place }
            places[lead] = firstRows.count
            firstRows.append(row)
            return firstRows.count - 1
        }
        let isOneEach = firstRows.count == frame.rowCount
        let people = isOneEach ? frame : frame.selecting(rows: firstRows)
        var clusters = DuplicateClusters(of: people, by: DuplicateColumns.find(in: people, on: pool), on: pool)
        var notes: [String] = []
        if clusters.duplicateCount > 0 {
            notes.append(
                "\(grouped(clusters.duplicateCount)) leads look like people who were there before (same address, number, "
                    + "or name at a company): they stay on one side of every split")
        }
        if let account, let column = people[account] {
            let numbers = Self.accounts(column)
            let sizes = Self.sizes(numbers)
            clusters = clusters.joined(by: numbers)
            let several = sizes.count { $0 > 1 }
            if several > 0 {
                notes.append(
                    "\(grouped(several)) accounts (\"\(account)\") have several leads: these stay on one side of every split "
                        + "(--group names another column)")
            }
        }
        let hasGroups = !isOneEach || clusters.duplicateCount > 0
        groups = hasGroups ? leadOfRow.map { Int(clusters.clusterOfRow[$0]) } : nil
        self.notes = notes
    }

    /// The account of each row as a number, `nil` without one, or where it is a word for none.
    private static func accounts(_ column: Column) -> [Int?] {
        var known: [String: Int] = [:]
        let numbers = (0..<column.count).map { row -> Int? in
            guard column.state(at: row) == .value else { return nil }
            let name: String
            switch column.values {
            case .text(let text): name = text[row]
            case .number(let values): name = "\(values[row])"
            case .boolean, .date: return nil
            }
            let number = known[name] ?? known.count
            known[name] = number
            return number
        }
        let sizes = sizes(numbers)
        let limit = max(DuplicateClusters.maximumSharing, Int(largestAccount * Double(column.count)))
        return numbers.map { number in number.flatMap { sizes[$0] > limit ? nil : $0 } }
    }

    private static func sizes(_ numbers: [Int?]) -> [Int] {
        var sizes = [Int](repeating: 0, count: (numbers.compactMap(\.self).max() ?? -1) + 1)
        for case let number? in numbers { sizes[number] += 1 }
        return sizes
    }
}
