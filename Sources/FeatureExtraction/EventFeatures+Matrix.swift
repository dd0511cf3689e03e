public import LeadHistory
public import LearningCore

extension EventFeatures {
    /// The matrix a model learns from or scores: for every snapshot the lead's attributes, then its events.
    ///
    /// - Parameter attributes: one row per row of the leads table, as a ``FeatureExtractor`` makes it; a lead with several
    ///   snapshots is repeated.
    /// - Throws: ``ExtractionError/invalidExtractor(_:)`` if an attribute and an event feature have the same name, or if
    ///   the log is of another leads table; `HistoryError` if the log lacks a property.
    public func matrix(
        joining attributes: FeatureMatrix, log: EventLog, at snapshots: [Snapshot], on pool: WorkerPool
    ) throws -> FeatureMatrix {
        guard attributes.rowCount == log.rowCount else {
            throw ExtractionError.invalidExtractor(
                "attributes of \(attributes.rowCount) leads and events of \(log.rowCount)")
        }
        let events = try columns(of: log, at: snapshots, on: pool)
        let known = attributes.selecting(rows: snapshots.map(\.row))
        do throws(LearningError) {
            return try FeatureMatrix(
                schema: FeatureSchema(known.schema.features + features), columns: known.columns + events,
                rowCount: snapshots.count)
        } catch {
            throw ExtractionError.invalidExtractor("\(error)")
        }
    }
}
