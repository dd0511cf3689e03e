public import FeatureExtraction

/// A trained model with all that is needed to score leads with it, and the record of how it came about.
///
/// An artifact that exists is consistent: the model was trained on the features it describes.
public struct ModelArtifact: Sendable {
    public let input: InputDescription
    public let features: LeadFeatures
    public let model: CalibratedModel
    public let reference: ScoreReference
    public let provenance: Provenance
    /// What the held-out leads were told; `nil` when nothing was held out, and in files written before it was kept.
    public let heldOut: HeldOutLeads?
    /// What stands behind reasons; `nil` in files written before it was kept.
    public let reasonRates: ReasonRates?
    /// The rules whose points are among the features; `nil` for a model without.
    public let rules: StoredRules?
    /// What the two axes are compared with; `nil` in files written before it was kept.
    public let axes: AxisReference?
    /// The letters of scores.
    public let grades: GradeBands
    /// Leads the model learned from, and how many of them were won.
    public let rows: Int
    public let positives: Int

    /// - Throws: ``StorageError/inconsistent(_:)`` if the model has other features than the extractor makes, or the counts
    ///   of leads cannot be.
    public init(
        input: InputDescription, features: LeadFeatures, model: CalibratedModel, reference: ScoreReference,
        provenance: Provenance, heldOut: HeldOutLeads? = nil, reasonRates: ReasonRates? = nil,
        rules: StoredRules? = nil, axes: AxisReference? = nil, grades: GradeBands = .standard, rows: Int,
        positives: Int
    ) throws(StorageError) {
        guard model.schema == features.schema else {
            throw .inconsistent("the model was trained on other features than the file describes")
        }
        guard positives >= 0, rows >= positives else {
            throw .inconsistent("\(positives) won of \(rows) leads")
        }
        try reasonRates?.validate(for: features.schema)
        self.input = input
        self.features = features
        self.model = model
        self.reference = reference
        self.provenance = provenance
        self.heldOut = heldOut
        self.reasonRates = reasonRates
        self.rules = rules
        self.axes = axes
        self.grades = grades
        self.rows = rows
        self.positives = positives
    }
}
