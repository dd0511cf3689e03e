import LearningCore
import ModelStorage
import RuleScoring

/// A lead on two axes (R-MAT-1): who it is, and what it did. See ``AxisReference`` for the scale: percentiles among
/// training leads.
public struct LeadAxes: Sendable, Equatable {
    /// Within 0…100; `nil` for a model without such features.
    public let fit: Double?
    public let engagement: Double?

    /// A for the best quarter of training leads, then B, C and D.
    public var fitLetter: String? { fit.map { ["A", "B", "C", "D"][Self.quarter($0)] } }

    /// 1 for the best quarter of training leads, then 2, 3 and 4.
    public var engagementClass: Int? { engagement.map { Self.quarter($0) + 1 } }

    /// Letter and class, such as `A1`; only one of them where the other axis is absent.
    public var cell: String { (fitLetter ?? "") + (engagementClass.map(String.init) ?? "") }

    /// What the field does with such leads (R-MAT-2), such as `call now`; `nil` where an axis is absent.
    public var action: String? {
        guard let fit, let engagement else { return nil }
        return ScoreMatrix.standardCell(
            letter: Self.quarter(fit), engagementClass: Self.quarter(engagement)
        ).action
    }

    private static func quarter(_ percentile: Double) -> Int {
        GradeBands.standard.index(of: percentile)
    }
}

/// Which features make up which axis.
struct AxisSplit: Sendable {
    /// By feature.
    private let isImplicit: [Bool]

    /// - Parameter implicitFields: columns of what leads did; events are that anyway.
    init(_ schema: FeatureSchema, implicitFields: [String]) {
        let fields = Set(implicitFields)
        isImplicit = schema.features.map { $0.origin == .implicit || fields.contains($0.field) }
    }

    func implicitFields(_ schema: FeatureSchema) -> [String] {
        var seen = Set<String>()
        return zip(schema.features, isImplicit).filter { $1 && seen.insert($0.field).inserted }.map(\.0.field)
    }

    var hasFit: Bool { isImplicit.contains(false) }
    var hasEngagement: Bool { isImplicit.contains(true) }

    /// What the features of each axis add to the log-odds.
    func sums(_ contributions: ArraySlice<Double>) -> (fit: Double, engagement: Double) {
        var (fit, engagement) = (0.0, 0.0)
        for (contribution, isImplicit) in zip(contributions, isImplicit) {
            if isImplicit { engagement += contribution } else { fit += contribution }
        }
        return (fit, engagement)
    }
}

extension AxisReference {
    /// The sums of up to 1,000 training leads that lie evenly in the data, whose percentiles are good to ±2.
    init(
        of model: CalibratedModel, on features: FeatureMatrix, implicitFields: [String], pool: WorkerPool
    ) throws(Diagnostic) {
        let split = AxisSplit(features.schema, implicitFields: implicitFields)
        let count = min(features.rowCount, 1_000)
        let rows = (0..<count).map { $0 * features.rowCount / count }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try model.contributions(to: features.selecting(rows: rows), on: pool)
        }
        let sums = rows.indices.map { split.sums(contributions[row: $0]) }
        self = try Diagnostic.translating { () throws(StorageError) in
            try AxisReference(
                implicitFields: implicitFields, fit: split.hasFit ? Self.quantiles(sums.map(\.fit)) : [],
                engagement: split.hasEngagement ? Self.quantiles(sums.map(\.engagement)) : [])
        }
    }

    /// What the axes are made of, for a person.
    func words(of schema: FeatureSchema) -> String {
        let split = AxisSplit(schema, implicitFields: implicitFields)
        guard split.hasEngagement else {
            return
                "the model knows nothing of what leads did: there is no engagement axis (--implicit at training names such "
                + "columns)"
        }
        guard split.hasFit else { return "the model knows only what leads did: there is no fit axis" }
        let fields = split.implicitFields(schema)
        return "engagement: \(fields.prefix(5).joined(separator: ", "))"
            + (fields.count > 5 ? " and \(fields.count - 5) more" : "") + "; fit: all else the model knows"
    }

    private static func quantiles(_ values: [Double]) -> [Double] {
        let sorted = values.sorted()
        let kept = min(201, sorted.count)
        return (0..<kept).map { sorted[$0 * (sorted.count - 1) / max(kept - 1, 1)] }
    }
}
