import FeatureExtraction

/// Who has a say when a company buys, told from job titles: deciders, buyers, influencers and users after F. E. Webster and
/// Y. Wind, *A General Model for Understanding Organizational Buying Behavior* (1972). One person may hold several roles.
/// For rules that name no roles of their own.
enum BuyingCentre {
    static let roles = ["decider", "buyer", "influencer", "user"]

    /// The roles of a rank and a department; none when the title says neither.
    static func roles(rank: String?, department: String?) -> Set<String> {
        var roles = Set<String>()
        if let rank, let height = Normaliser.ranks.firstIndex(of: rank), height >= headOfDepartment {
            roles.insert("decider")
        }
        switch department {
        case "purchasing", "finance": roles.insert("buyer")
        case "it", "engineering", "product", "production", "quality", "legal", "consulting":
            roles.insert("influencer")
        case nil, "management": break
        default: roles.insert("user")
        }
        // Somebody who works there, but decides nothing and is of no department that is named.
        if roles.isEmpty, let rank, rank != "none" { roles.insert("user") }
        return roles
    }

    private static let headOfDepartment = Normaliser.ranks.firstIndex(of: "head") ?? 0
}

/// What job titles say of some people.
struct TitleSummary {
    private(set) var departments = Set<String>()
    private(set) var roles = Set<String>()
    private var height = -1

    /// The highest rank; `nil` when no title says one.
    var highestRank: String? { height < 0 ? nil : Normaliser.ranks[height] }
    var missingRoles: [String] { BuyingCentre.roles.filter { !roles.contains($0) } }

    /// - Parameter parts: the rank and the department of a title.
    mutating func add(_ parts: [String?]) {
        let (rank, department) = (parts[0], parts[1])
        if let rank, let found = Normaliser.ranks.firstIndex(of: rank) { height = max(height, found) }
        if let department { departments.insert(department) }
        roles.formUnion(BuyingCentre.roles(rank: rank, department: department))
    }
}
