public import LeadHistory
public import LearningCore
public import Tabular

/// Everything a model knows of a lead: what its columns say (explicit) and what it did up to its as-of time (implicit).
///
/// Training and scoring run this one code. The row of a lead depends on that lead's columns and on its events up to its
/// as-of time alone.
public struct LeadFeatures: Sendable, Hashable {
    /// `nil` for a model of events alone.
    public let attributes: FeatureExtractor?
    /// `nil` for a model of columns alone.
    public let events: EventFeatures?
    /// Pairs of those features that are taken together.
    public let crosses: [FeatureCross]
    /// The attributes' features, then the events', then the crosses'.
    public let schema: FeatureSchema
    /// Without the crosses.
    private let ownSchema: FeatureSchema

    /// - Throws: ``ExtractionError/noFeatures`` without any feature; ``ExtractionError/invalidExtractor(_:)`` if a column
    ///   and an event feature have the same name, or a cross is of features that are not there.
    public init(
        attributes: FeatureExtractor?, events: EventFeatures? = nil, crosses: [FeatureCross] = []
    ) throws(ExtractionError) {
        let features = (attributes?.schema.features ?? []) + (events?.features ?? [])
        guard !features.isEmpty else { throw .noFeatures }
        do throws(LearningError) {
            ownSchema = try FeatureSchema(features)
            schema = crosses.isEmpty ? ownSchema : try FeatureSchema(features + crosses.flatMap(\.features))
        } catch {
            throw .invalidExtractor("\(error)")
        }
        for cross in crosses where !cross.fits(ownSchema) {
            throw .invalidExtractor("\(cross.first) and \(cross.second) are crossed, but not both are features")
        }
        self.attributes = attributes
        self.events = events
        self.crosses = crosses
    }

    /// The columns of the leads table the features are made of, each once.
    public var inputs: [(name: String, type: ColumnType)] { attributes?.inputs ?? [] }

    /// One row of features for each row of the table.
    ///
    /// - Parameter happened: one snapshot for each row of `frame`; needed when the model knows events.
    /// - Throws: ``ExtractionError``.
    public func matrix(
        from frame: DataFrame, events happened: SnapshotEvents? = nil, on pool: WorkerPool
    ) throws(ExtractionError) -> FeatureMatrix {
        var columns = try attributes?.matrix(from: frame, on: pool).columns ?? []
        if let events {
            guard let happened else { throw .missingEvents }
            guard happened.snapshots.count == frame.rowCount else {
                throw .invalidExtractor("\(frame.rowCount) rows and \(happened.snapshots.count) snapshots")
            }
            do throws(HistoryError) {
                columns += try events.columns(of: happened.log, at: happened.snapshots, on: pool)
            } catch {
                throw .events(error)
            }
        }
        do throws(LearningError) {
            let own = try FeatureMatrix(schema: ownSchema, columns: columns, rowCount: frame.rowCount)
            guard !crosses.isEmpty else { return own }
            columns += pool.map(crosses.count) { crosses[$0].columns(of: own) }.joined()
            return try FeatureMatrix(schema: schema, columns: columns, rowCount: frame.rowCount)
        } catch {
            throw .invalidExtractor("\(error)")
        }
    }
}

/// Two features to take together, by their names.
public struct FeaturePair: Sendable, Hashable {
    public var first: String
    public var second: String

    public init(_ first: String, _ second: String) {
        self.first = first
        self.second = second
    }
}

/// How leads become features, not yet fitted.
public struct LeadRecipe: Sendable {
    public var attributes: FeatureRecipe
    /// `nil` to make nothing of events.
    public var events: EventFeatureRecipe?
    /// Names of features to take together; pairs that are not both there are passed over.
    public var crosses: [FeaturePair]

    public init(attributes: FeatureRecipe, events: EventFeatureRecipe? = nil, crosses: [FeaturePair] = []) {
        self.attributes = attributes
        self.events = events
        self.crosses = crosses
    }

    /// Learns from training leads what the features must remember.
    ///
    /// - Parameter happened: one snapshot for each row of `frame`; needed when the recipe has events.
    /// - Throws: ``ExtractionError``.
    public func fitted(
        to frame: DataFrame, events happened: SnapshotEvents? = nil, on pool: WorkerPool
    ) throws(ExtractionError) -> LeadFeatures {
        let own = try uncrossed(frame, happened, on: pool)
        guard !crosses.isEmpty else { return own }
        let matrix = try own.matrix(from: frame, events: happened, on: pool)
        return try LeadFeatures(
            attributes: own.attributes, events: own.events,
            crosses: crosses.compactMap { FeatureCross($0.first, $0.second, fittedTo: matrix) })
    }

    private func uncrossed(
        _ frame: DataFrame, _ happened: SnapshotEvents?, on pool: WorkerPool
    ) throws(ExtractionError) -> LeadFeatures {
        guard let recipe = events else { return try LeadFeatures(attributes: attributes.fitted(to: frame, on: pool)) }
        guard let happened else { throw .missingEvents }
        let extractor: FeatureExtractor?
        do throws(ExtractionError) {
            extractor = try attributes.fitted(to: frame, on: pool)
        } catch .noFeatures {
            // What leads did is enough to learn from.
            extractor = nil
        }
        let features: EventFeatures
        do throws(HistoryError) {
            features = try recipe.fitted(to: happened.log, at: happened.snapshots, on: pool)
        } catch {
            throw .events(error)
        }
        return try LeadFeatures(attributes: extractor, events: features)
    }
}
