/// The groups that some steps part the places of a scale into.
struct StepGroups: Sendable {
    struct Group: Sendable {
        var places: [Int]
        var tally: RuleScale.Tally
    }

    private(set) var groups: [Group] = []
    /// The position of the group whose leads get no points.
    private(set) var home = 0
    private let orderedCount: Int

    /// - Parameter steps: of the scale, in any order.
    init(_ scale: RuleScale, steps: [Int]) {
        orderedCount = scale.orderedCount
        let taken = Set(steps)
        for place in 0..<scale.orderedCount {
            if place == 0 || taken.contains(place) { groups.append(Group(places: [], tally: RuleScale.Tally())) }
            add(place, of: scale, to: groups.count - 1)
            if place == scale.home { home = groups.count - 1 }
        }
        for place in scale.orderedCount..<scale.places.count {
            if taken.contains(place) { groups.append(Group(places: [], tally: RuleScale.Tally())) }
            add(place, of: scale, to: taken.contains(place) ? groups.count - 1 : home)
        }
    }

    private mutating func add(_ place: Int, of scale: RuleScale, to group: Int) {
        groups[group].places.append(place)
        groups[group].tally = groups[group].tally + scale.tallies[place]
    }

    /// By how much the share of won leads changes with a taken step.
    func rateChange(at step: Int) -> Double {
        guard let group = groups.firstIndex(where: { $0.places.first == step }) else { return 0 }
        let before = step < orderedCount ? group - 1 : home
        return groups[group].tally.rate - groups[before].tally.rate
    }
}
