public import LeadHistory
public import LearningCore

/// A fitted feature made of a lead's events as of its snapshot.
public enum EventFeatureStep: Sendable, Hashable, Codable {
    /// The answer to a question; `field` is what a person knows it by.
    case measure(name: String, field: String, EventQuery)
    /// The type of the first or last event, as one of the levels, or as ``otherLevel`` where training met others too.
    case endType(End, types: EventTypes, levels: [String], poolsOther: Bool)

    /// An end of a timeline.
    public enum End: String, Sendable, Hashable, Codable {
        case first
        case last
    }

    /// The level of types that are not among the levels.
    public static let otherLevel = "(other)"
    /// What features of all events together are known by.
    public static let allEvents = "events"

    /// The feature, which is always an implicit one: it is about what the lead did.
    public var feature: Feature {
        switch self {
        case .measure(let name, let field, _): Feature(name: name, kind: .numeric, origin: .implicit, field: field)
        case .endType(let end, _, let levels, let poolsOther):
            Feature(
                name: "\(Self.allEvents): \(end.rawValue) type",
                kind: .categorical(levels: levels + (poolsOther ? [Self.otherLevel] : [])), origin: .implicit,
                field: Self.allEvents)
        }
    }
}
