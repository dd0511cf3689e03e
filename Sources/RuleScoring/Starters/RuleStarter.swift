/// A rule file to begin with.
public struct RuleStarter: Sendable {
    public let name: String
    public let summary: String
    /// The file as it is written, in UTF-8.
    public let bytes: [UInt8]

    public static let all: [RuleStarter] = [
        RuleStarter(
            name: "b2b-de", summary: "B2B: Passung und Interesse, deutsch",
            bytes: PackageResources.b2b_de_yaml),
        RuleStarter(
            name: "b2b-en", summary: "B2B: fit and engagement, in English",
            bytes: PackageResources.b2b_en_yaml),
        RuleStarter(
            name: "b2c", summary: "B2C: the person, the shop, the newsletter",
            bytes: PackageResources.b2c_yaml),
        RuleStarter(
            name: "saas-trial", summary: "software that can be tried: the use of the trial",
            bytes: PackageResources.saas_trial_yaml),
        RuleStarter(
            name: "matrix", summary: "A–D × 0–100 with an action in each of sixteen cells",
            bytes: PackageResources.matrix_yaml),
        RuleStarter(
            name: "bant", summary: "qualification by budget, authority, need, timing",
            bytes: PackageResources.bant_yaml),
        RuleStarter(
            name: "meddic", summary: "qualification by MEDDIC",
            bytes: PackageResources.meddic_yaml),
        RuleStarter(
            name: "funnel", summary: "four gates and the life cycle",
            bytes: PackageResources.funnel_yaml),
        RuleStarter(
            name: "textbook", summary: "the example that textbooks count through",
            bytes: PackageResources.textbook_yaml),
    ]

    public static func named(_ name: String) -> RuleStarter? { all.first { $0.name == name } }
}
