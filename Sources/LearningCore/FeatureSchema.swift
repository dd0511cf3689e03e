/// What one column of a ``FeatureMatrix`` means.
public struct Feature: Sendable, Hashable {
    /// How the values of a feature are to be read.
    public enum Kind: Sendable, Hashable {
        /// Real numbers; `NaN` is missing.
        case numeric
        /// Codes `0 ..< levels.count` into the level names; `-1` is missing.
        case categorical(levels: [String])
    }

    /// Where a feature's information comes from (R-DATA-5).
    public enum Origin: String, Sendable, Hashable, Codable {
        /// What the lead, or a source about the lead, said.
        case explicit
        /// What the lead did.
        case implicit
    }

    /// Unique within a schema.
    public let name: String
    public let kind: Kind
    public let origin: Origin
    /// The column of the input table a person knows this feature by; several features may share one.
    public let field: String

    public init(name: String, kind: Kind, origin: Origin = .explicit, field: String? = nil) {
        self.name = name
        self.kind = kind
        self.origin = origin
        self.field = field ?? name
    }

    /// The number of levels of a categorical feature, `nil` for a numeric one.
    public var levelCount: Int? {
        if case .categorical(let levels) = kind { return levels.count }
        return nil
    }
}

/// The ordered, named features a model was trained on; a matrix is compared with it, never assumed to fit.
public struct FeatureSchema: Sendable, Hashable {
    public let features: [Feature]

    /// - Throws: ``LearningError/duplicateFeature(_:)`` if two features share a name.
    public init(_ features: [Feature]) throws(LearningError) {
        var seen = Set<String>()
        for feature in features where !seen.insert(feature.name).inserted {
            throw .duplicateFeature(feature.name)
        }
        self.features = features
    }

    public var count: Int { features.count }

    /// The position of a feature. Complexity: O(features).
    public func index(of name: String) -> Int? {
        features.firstIndex { $0.name == name }
    }

    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` naming the first feature that differs.
    /// - Complexity: O(1) for copies of one schema, so make rows to be scored one by one with the model's; else O(features).
    public func requireEqual(to other: FeatureSchema) throws(LearningError) {
        guard self != other else { return }
        for (mine, theirs) in zip(features, other.features) where mine != theirs {
            throw .schemaMismatch(expected: mine.name, found: theirs.name)
        }
        throw .schemaMismatch(expected: "\(count) features", found: "\(other.count) features")
    }
}
