import LeadHistory

/// A rule of the flat plan.
struct PlannedRule: Sendable {
    /// The root of its condition.
    let node: Int32
    /// The event leaf it pays for, `-1` without.
    let payer: Int32
    let points: Points
    /// The first entry of its column of table rows, `-1` without a table.
    let table: Int32
    let pointsIfUnknown: Points
    let mode: Repetition.Mode
    let minimumGap: Double
    let cap: Int
    let window: Double
    /// Negative is no limit.
    let maximumPoints: Int64
    let decay: Decay
    /// Of an inactivity rule; 0 for others.
    let period: Double
    let mostForPeriods: Int64
    let resetsGroup: Bool
    /// Whether it has something to do with a reset.
    let hasPayer: Bool
    /// One bit per persona.
    let personas: PersonaSet
}

/// A group of the flat plan.
struct PlannedGroup: Sendable {
    let rules: Range<Int>
    let combination: RuleGroup.Combination
    let minimum: Points?
    let maximum: Points?
    let axis: Int
    let hasReset: Bool
    let personas: PersonaSet

    func clamped(_ points: Points) -> Points { PointLimits(minimum: minimum, maximum: maximum).clamped(points) }
}

/// Some of up to 64 personas; all when nothing was said.
struct PersonaSet: Sendable, Hashable {
    private var bits: UInt64

    static let limit = 64
    static let all = PersonaSet(bits: .max)

    private init(bits: UInt64) { self.bits = bits }

    /// Those that are named, and those that extend them.
    init(naming ids: [String], in rules: RuleSet) {
        guard !ids.isEmpty else {
            self = .all
            return
        }
        bits = 0
        for (number, persona) in rules.personas.enumerated() where number < Self.limit {
            if (rules.ancestors(of: persona.id) ?? []).contains(where: ids.contains) { bits |= 1 << UInt64(number) }
        }
    }

    func contains(_ persona: Int) -> Bool { bits & (1 << UInt64(persona)) != 0 }
}
