import Tabular

/// Finds the column that names the account or company of a lead by an identifier: `account_id`, `CompanyID`, `Firmen-Nr`.
///
/// Only such names are taken, and only where leads share an account: a column `account` may hold anything, and splits
/// that keep large groups together cost training leads.
public enum AccountColumn {
    /// The name of the first such column, `nil` without one.
    public static func find(among profiles: [ColumnProfile]) -> String? {
        profiles.first { profile in
            guard names.contains(FoldedText.words(of: NameTokens.words(of: profile.name).joined()).joined()) else {
                return false
            }
            switch profile.type {
            case .text: return profile.distinctCount < profile.valueCount
            case .number: return profile.valueCount > 0 && !profile.isUniqueInteger
            case .boolean, .date: return false
            }
        }?.name
    }

    private static let companies = [
        "account", "company", "organization", "organisation", "org", "firma", "firmen", "unternehmen", "unternehmens",
    ]
    private static let identities = ["id", "uuid", "guid", "key", "number", "nr", "no", "nummer", "kennung"]
    private static let names = Set(companies.flatMap { company in identities.map { company + $0 } })
}
