import Tabular

/// What a column is used as.
public enum ColumnRole: String, Sendable, Hashable, Codable, CaseIterable {
    case id
    case label
    /// When the lead came in: orders the leads in time, and dates are counted back from it.
    case time
    case numeric
    case categorical
    case boolean
    case date
    case text
    /// Keeps the leads of one account, or contact, on one side of a split; not a feature.
    case group
    case ignored
    // What a normaliser reads; see Normaliser.
    case email
    case jobTitle = "job_title"
    case companySize = "company_size"
    case revenue
    case phone
    case personName = "person_name"
    case country
    case language
    case url

    /// What reads a column of this role.
    public var normaliser: Normaliser? { Normaliser(rawValue: rawValue) }
}

/// A column with its role, and why it has it.
public struct ColumnAssignment: Sendable, Equatable {
    public let name: String
    public let role: ColumnRole
    /// A sentence; for an ignored column what speaks against it.
    public let reason: String

    public init(name: String, role: ColumnRole, reason: String) {
        self.name = name
        self.role = role
        self.reason = reason
    }
}

/// Finds the role of every column from its type, its values and its name.
public struct RoleFinder: Sendable {
    /// Roles a person has decided; they are taken as they are.
    public var decided: [String: ColumnRole]

    public init(decided: [String: ColumnRole] = [:]) {
        self.decided = decided
    }

    /// One assignment per profile, in the same order. At most one column becomes the id and one the time.
    public func assignments(for profiles: [ColumnProfile]) -> [ColumnAssignment] {
        let id = decided.values.contains(.id) ? nil : Self.leadID(among: profiles, decided: decided)
        var hasTime = decided.values.contains(.time)
        return profiles.map { profile in
            if let role = decided[profile.name] {
                return ColumnAssignment(name: profile.name, role: role, reason: "as you said")
            }
            var assignment = Self.found(for: profile)
            if assignment.role == .id, profile.name != id {
                let role = profile.normaliser.flatMap { ColumnRole(rawValue: $0.normaliser.rawValue) } ?? .ignored
                assignment = ColumnAssignment(
                    name: profile.name, role: role, reason: "almost every lead has another value: an identifier")
            } else if assignment.role == .time {
                if hasTime {
                    assignment = ColumnAssignment(name: profile.name, role: .date, reason: "a date")
                }
                hasTime = true
            }
            return assignment
        }
    }

    /// Of several identifiers the one that speaks of leads, else the first.
    private static func leadID(among profiles: [ColumnProfile], decided: [String: ColumnRole]) -> String? {
        let candidates = profiles.filter { decided[$0.name] == nil && role(of: $0).0 == .id }.map(\.name)
        return candidates.first { NameWords($0).speaksOfLeads } ?? candidates.first
    }

    private static func found(for profile: ColumnProfile) -> ColumnAssignment {
        let (role, reason) = role(of: profile)
        return ColumnAssignment(name: profile.name, role: role, reason: reason)
    }

    private static func role(of profile: ColumnProfile) -> (ColumnRole, String) {
        let name = NameWords(profile.name)
        guard profile.valueCount > 0 else {
            return (.ignored, profile.placeholderCount > 0 ? "only placeholders" : "every cell is blank")
        }
        if profile.distinctCount == 1, profile.absentCount == 0, profile.placeholderCount == 0 {
            return (.ignored, "every lead has the same value")
        }
        switch profile.type {
        case .boolean: return (.boolean, "yes or no")
        case .date:
            return name.speaksOfCreation ? (.time, "when the lead came in, by its name") : (.date, "a date")
        case .number:
            if profile.isUniqueInteger, profile.rowCount >= 50, name.speaksOfIdentity || profile.isStrictlyMonotone {
                return (.id, "a different whole number for every lead")
            }
            return (.numeric, "numbers")
        case .text: return textRole(of: profile, name)
        }
    }

    private static func textRole(of profile: ColumnProfile, _ name: NameWords) -> (ColumnRole, String) {
        let plain = plainTextRole(of: profile, name)
        guard let found = profile.normaliser, let role = ColumnRole(rawValue: found.normaliser.rawValue) else {
            return plain
        }
        switch plain.0 {
        // Levels say all there is, unless many are too rare and some mean the same.
        case .categorical where !found.addsToLevels: return plain
        // A column called an identifier is one, though it may look like an address.
        case .id where !found.isCalledSo: return plain
        default:
            let percent = Int((found.recognisedShare * 100).rounded(.down))
            return (role, "\(percent) % of its values read as \(found.normaliser.meaning)")
        }
    }

    private static func plainTextRole(of profile: ColumnProfile, _ name: NameWords) -> (ColumnRole, String) {
        guard !profile.hasLevels else { return (.categorical, "\(profile.distinctCount) different values") }
        let distinctShare = Double(profile.distinctCount) / Double(profile.valueCount)
        if profile.meanWordCount >= 3 { return (.text, "free text") }
        let percent = Int((distinctShare * 100).rounded())
        if profile.valueCount == profile.rowCount, distinctShare > 0.999, name.speaksOfIdentity {
            return (.id, "a different value for every lead")
        }
        return (.ignored, "\(percent) % of its values are different: nothing to learn from")
    }
}

/// What a column's name says about its role.
struct NameWords {
    let words: [String]

    init(_ name: String) { words = NameTokens.words(of: name) }

    private static let identity: Set<String> = [
        "id", "ids", "uuid", "guid", "key", "number", "nr", "no", "nummer", "kennung", "identifier", "code",
    ]
    private static let creation: Set<String> = [
        "created", "creation", "erstellt", "angelegt", "received", "registered", "inquiry", "engage", "engaged",
        "submitted", "eingang", "erfasst", "snapshot",
    ]

    var speaksOfIdentity: Bool { words.contains(where: Self.identity.contains) }

    var speaksOfLeads: Bool {
        words.contains { ["lead", "leads", "prospect", "opportunity", "mql", "inquiry", "anfrage"].contains($0) }
    }

    /// "created_at", "Lead Created", "first_contact_date", "Erstellt am".
    var speaksOfCreation: Bool {
        words.contains(where: Self.creation.contains)
            || (words.contains("first") && (words.contains("contact") || words.contains("seen")))
            || words == ["date"] || words == ["timestamp"] || words == ["datum"]
    }
}
