/// What the two axes of a score are compared with: how much of the log-odds of training leads came from what they, or a
/// source about them, said (fit), and how much from what they did (engagement).
///
/// With φ_j what feature j adds to a lead's log-odds,
///
///     fit = the percentile of Σ_{explicit j} φ_j,  engagement = the percentile of Σ_{implicit j} φ_j
///
/// among training leads, 0…100, ties counted half. So 75 means: of four training leads three had less, whatever the part
/// that this axis plays in the score. An axis without features is absent.
public struct AxisReference: Sendable, Codable, Equatable {
    /// Fields of what leads did, besides their events.
    public let implicitFields: [String]
    /// Sums of training leads at evenly spaced ranks, rising; empty without such features.
    public let fit: [Double]
    public let engagement: [Double]

    /// - Throws: ``StorageError/inconsistent(_:)`` unless the sums are finite and rising.
    public init(implicitFields: [String], fit: [Double], engagement: [Double]) throws(StorageError) {
        for sums in [fit, engagement] {
            guard sums.allSatisfy(\.isFinite), zip(sums, sums.dropFirst()).allSatisfy(<=) else {
                throw .inconsistent("the reference of the axes is not in rising order")
            }
        }
        self.implicitFields = implicitFields
        self.fit = fit
        self.engagement = engagement
    }

    /// The percentiles of a lead's sums; `nil` for an absent axis.
    public func percentiles(fit: Double, engagement: Double) -> (fit: Double?, engagement: Double?) {
        (
            self.fit.isEmpty ? nil : ScoreReference.percentile(of: fit, among: self.fit),
            self.engagement.isEmpty ? nil : ScoreReference.percentile(of: engagement, among: self.engagement)
        )
    }
}
