/// The version of the package; a release changes it here and in CHANGELOG.md.
public enum LeadScoreVersion {
    public static let current = "0.1.0"
}
