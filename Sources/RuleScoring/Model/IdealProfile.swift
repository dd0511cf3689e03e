/// The ideal customer as weighted criteria (R-ABC-4). Similarity is the weight of what holds among what is known, 0–100.
public struct IdealProfile: Sendable, Hashable {
    public struct Criterion: Sendable, Hashable {
        public var id: String
        public var condition: Condition
        public var weight: Double
        public var place: Place
    }

    public var criteria: [Criterion]
    public var place: Place
}
