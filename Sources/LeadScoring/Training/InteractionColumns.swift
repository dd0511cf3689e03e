import Foundation
import LearningCore

/// Groups of columns that may act together (`--interaction fit,source`); columns without a common group never do.
///
/// What a person names is a column, or a type of event; what is constrained are the features made of it. The features of one
/// column may always act together.
struct InteractionColumns {
    /// Each group as it was said: names, or several names with commas between them.
    let groups: [[String]]

    /// The names in each group, with commas cut except those within a name.
    func names(among known: Set<String>) -> [[String]] {
        groups.map { group in group.flatMap { Self.names(in: $0, among: known) } }
    }

    /// The longest names first: of `a,b,c` the column "a,b" is taken rather than "a", if there is one.
    private static func names(in text: String, among known: Set<String>) -> [String] {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        var names: [String] = []
        var start = 0
        while start < parts.count {
            let candidates = (start..<parts.count).reversed().map { end in
                (end, parts[start...end].joined(separator: ",").trimmingCharacters(in: .whitespaces))
            }
            let (end, name) = candidates.first { known.contains($0.1) } ?? candidates[candidates.count - 1]
            if !name.isEmpty { names.append(name) }
            start = end + 1
        }
        return names
    }

    /// The same groups of features; none if none were asked for.
    func features(in schema: FeatureSchema) -> [[String]] {
        guard !groups.isEmpty else { return [] }
        var features: [String: [String]] = [:]
        for feature in schema.features { features[feature.field, default: []].append(feature.name) }
        let asked = names(among: Set(features.keys))
        let named = Set(asked.joined())
        var others: [[String]] = []
        for feature in schema.features where !named.contains(feature.field) {
            guard let own = features[feature.field], own.count > 1, own[0] == feature.name else { continue }
            others.append(own)
        }
        return asked.map { group in group.flatMap { features[$0] ?? [] } } + others
    }
}
