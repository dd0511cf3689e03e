/// What a model file says about itself before anything of the model is read: enough for `leadscore inspect`.
public struct ArtifactHeader: Sendable, Codable, Equatable {
    /// The version of leadscore that wrote the file.
    public var writtenBy: String
    /// `logistic` or `boosted`.
    public var kind: String
    public var featureCount: Int
    /// Leads the model learned from, and how many of them were won.
    public var rows: Int
    public var positives: Int

    public init(writtenBy: String, kind: String, featureCount: Int, rows: Int, positives: Int) {
        self.writtenBy = writtenBy
        self.kind = kind
        self.featureCount = featureCount
        self.rows = rows
        self.positives = positives
    }
}
