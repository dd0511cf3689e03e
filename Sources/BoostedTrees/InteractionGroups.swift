import LearningCore

/// Which features may stand together on a path from a tree's root to a leaf: those that share a group.
///
/// A leaf may split any feature of a group that holds all features split above it (LightGBM's `interaction_constraints`). So
/// log-odds are a sum of functions of one group each, and two features without a common group never act together. A feature
/// of no group stands alone, as in XGBoost; LightGBM would not use it at all.
struct InteractionGroups: Sendable, Equatable {
    /// By group, the features, ascending. Those of no group follow, one by one.
    private let groups: [[Int]]
    /// By feature, the groups it is in, ascending.
    private let groupsOfFeature: [[Int]]

    /// - Returns: `nil` without any group: then nothing is constrained.
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if a group names no feature.
    init?(_ names: [[String]], schema: FeatureSchema) throws(LearningError) {
        guard !names.isEmpty else { return nil }
        let positions = Dictionary(uniqueKeysWithValues: schema.features.enumerated().map { ($1.name, $0) })
        var groups: [[Int]] = []
        for group in names {
            var features = Set<Int>()
            for name in group {
                guard let position = positions[name] else {
                    throw .schemaMismatch(expected: "a feature \"\(name)\" to constrain", found: "none of that name")
                }
                features.insert(position)
            }
            groups.append(features.sorted())
        }
        let grouped = Set(groups.joined())
        groups += schema.features.indices.filter { !grouped.contains($0) }.map { [$0] }
        var groupsOfFeature = [[Int]](repeating: [], count: schema.count)
        for (group, features) in groups.enumerated() {
            for feature in features { groupsOfFeature[feature].append(group) }
        }
        self.groups = groups
        self.groupsOfFeature = groupsOfFeature
    }

    /// The groups that hold the features split so far and one more.
    ///
    /// - Parameter path: those that hold the features split so far; `nil` above the first split.
    func groups(holding path: [Int]?, and feature: Int) -> [Int] {
        guard let path else { return groupsOfFeature[feature] }
        return groupsOfFeature[feature].filter(path.contains)
    }

    /// By feature, whether one of these groups holds it.
    func features(in path: [Int]) -> [Bool] {
        var isAllowed = [Bool](repeating: false, count: groupsOfFeature.count)
        for group in path {
            for feature in groups[group] { isAllowed[feature] = true }
        }
        return isAllowed
    }

    /// Whether two features share a group.
    func join(_ first: Int, _ second: Int) -> Bool {
        groupsOfFeature[first].contains(where: groupsOfFeature[second].contains)
    }
}
