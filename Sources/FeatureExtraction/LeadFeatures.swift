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
    /// The attributes' features, then the events'.
    public let schema: FeatureSchema

    /// - Throws: ``ExtractionError/noFeatures`` without any feature; ``ExtractionError/invalidExtractor(_:)`` if a column
    ///   and an event feature have the same name.
    public init(attributes: FeatureExtractor?, events: EventFeatures? = nil) throws(ExtractionError) {
        let features = (attributes?.schema.features ?? []) + (events?.features ?? [])
        guard !features.isEmpty else { throw .noFeatures }
        do throws(LearningError) { schema = try FeatureSchema(features) } catch { throw .invalidExtractor("\(error)") }
        self.attributes = attributes
        self.events = events
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
            return try FeatureMatrix(schema: schema, columns: columns, rowCount: frame.rowCount)
        } catch {
            throw .invalidExtractor("\(error)")
        }
    }
}

/// How leads become features, not yet fitted.
public struct LeadRecipe: Sendable {
    public var attributes: FeatureRecipe
    /// `nil` to make nothing of events.
    public var events: EventFeatureRecipe?

    public init(attributes: FeatureRecipe, events: EventFeatureRecipe? = nil) {
        self.attributes = attributes
        self.events = events
    }

    /// Learns from training leads what the features must remember.
    ///
    /// - Parameter happened: one snapshot for each row of `frame`; needed when the recipe has events.
    /// - Throws: ``ExtractionError``.
    public func fitted(
        to frame: DataFrame, events happened: SnapshotEvents? = nil, on pool: WorkerPool
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
