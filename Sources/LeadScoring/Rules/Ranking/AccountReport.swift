/// Scores by account, the best first; equal ones by name.
public struct AccountReport: Sendable, Encodable {
    public struct Account: Sendable, Encodable, Equatable {
        public let account: String
        /// 0…100.
        public let score: Double
        public let leads: Int
        /// Different people among the leads, as far as e-mail, telephone or name tell them apart.
        public let people: Int
        /// People with an event in the 30 days before the as-of time; `nil` without events.
        public let active: Int?
        /// In alphabetical order; empty when no title says one.
        public let departments: [String]
        public let highestRank: String?
        /// The share of the roles of the buying group that somebody holds, 0…100; `nil` when it cannot be told.
        public let buyingGroup: Double?
        public let missingRoles: [String]
        /// The lead with the highest score.
        public let bestLead: String

        enum CodingKeys: String, CodingKey {
            case account, score, leads, people, departments
            case active = "active_30d"
            case highestRank = "highest_rank"
            case buyingGroup = "buying_group"
            case missingRoles = "missing_roles"
            case bestLead = "best_lead"
        }
    }

    /// The column that names the account.
    public let column: String
    public let method: String
    /// Whether leads were taken for independent, which makes scores too high.
    public let isOptimistic: Bool
    public let accounts: [Account]
    public let rowsIn: Int
    public let rejected: Int
    /// Rows that name no account.
    public let withoutAccount: Int
    public let notes: [String]

    enum CodingKeys: String, CodingKey {
        case column, method, accounts, rejected, notes
        case isOptimistic = "optimistic"
        case rowsIn = "rows_in"
        case withoutAccount = "without_account"
    }

    /// For a terminal, after the accounts.
    public func text(output: String?) -> String {
        var lines = notes.map { "note: \($0)" }
        if isOptimistic {
            lines.append(
                "warning: noisy-or is optimistic: it takes people of an account for independent, and they are not")
        }
        let loose = withoutAccount == 0 ? "" : ", \(grouped(withoutAccount)) leads without one"
        lines.append(
            "\(grouped(rowsIn)) rows in = \(grouped(rowsIn - rejected)) read + \(grouped(rejected)) rejected; "
                + "\(grouped(accounts.count)) accounts\(loose)" + (output.map { "; wrote \($0)" } ?? ""))
        return lines.joined(separator: "\n")
    }
}
