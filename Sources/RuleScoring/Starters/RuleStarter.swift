/// A rule file to begin with.
public struct RuleStarter: Sendable {
    public let name: String
    public let summary: String
    /// The file as it is written, in UTF-8.
    public let bytes: [UInt8]

    public static let all: [RuleStarter] = [
        RuleStarter(name: "b2b-en", summary: "B2B: fit and engagement, English", bytes: PackageResources.b2b_en_yaml)
    ]

    public static func named(_ name: String) -> RuleStarter? { all.first { $0.name == name } }
}
