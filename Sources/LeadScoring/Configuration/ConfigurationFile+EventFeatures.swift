import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import Yams

/// What leadscore.yaml says of the features that are made of events (R-SEQ-6).
struct ConfiguredEventFeatures: Sendable {
    var recipe = EventFeatureRecipe()
    /// Where each type of event is named: `leadscore.yaml:14:11`.
    var typeLocations: [String: String] = [:]
}

extension ConfigurationFile {
    /// The keys of `event-features`.
    private enum Key: String, CaseIterable {
        /// At most so many types of events get features of their own; the rest is counted together.
        case maxTypes = "max-types"
        /// At most so many features.
        case maxFeatures = "max-features"
        /// The last days in which events are counted: `[7d, 30d]`.
        case windows
        /// The only types that are looked at.
        case only
        /// Types that are not looked at.
        case exclude
        /// Whether there are features of sequences.
        case sequences
        /// For days and business hours: `Europe/Berlin`.
        case timeZone = "time-zone"
    }

    /// Reads the block:
    ///
    ///     event-features:
    ///       max-types: 8
    ///       max-features: 60
    ///       windows: [7d, 30d]
    ///       only: [email_open, pricing_page, form]
    ///       exclude: [newsletter_sent]
    ///       sequences: false
    ///       time-zone: Europe/Berlin
    func eventFeatures(_ block: Node) throws(Diagnostic) -> ConfiguredEventFeatures {
        guard let mapping = block.mapping else {
            throw fault(block, "event-features must be a list of `key: value`", nil, Key.allCases.map(\.rawValue))
        }
        var found = ConfiguredEventFeatures()
        for (keyNode, value) in mapping {
            let name = keyNode.string ?? ""
            guard let key = Key(rawValue: name) else {
                let names = Key.allCases.map(\.rawValue)
                throw fault(
                    keyNode, "event-features has no setting \"\(name)\"", Spelling.closest(to: name, among: names),
                    names)
            }
            switch key {
            case .maxTypes: found.recipe.maximumTypes = try wholeNumber(value, of: name, in: 0...1_000)
            case .maxFeatures: found.recipe.maximumFeatures = try wholeNumber(value, of: name, in: 1...10_000)
            case .windows: found.recipe.windows = try windows(value)
            case .only: found.recipe.onlyTypes = try types(value, of: name, &found.typeLocations)
            case .exclude: found.recipe.excludedTypes = try types(value, of: name, &found.typeLocations)
            case .sequences: found.recipe.hasSequences = try flag(value, of: name)
            case .timeZone:
                found.recipe.timeZone = try scalar(value, of: name)
                guard TimeZone(identifier: found.recipe.timeZone) != nil else {
                    throw fault(value, "time-zone is no name of a time zone, such as Europe/Berlin")
                }
            }
        }
        if let both = found.recipe.onlyTypes?.first(where: found.recipe.excludedTypes.contains) {
            throw fault(block, "event-features names \"\(both)\" under `only` and under `exclude`")
        }
        return found
    }

    private func wholeNumber(
        _ node: Node, of name: String, in range: ClosedRange<Int>
    ) throws(Diagnostic) -> Int {
        guard let number = Int(try scalar(node, of: name)), range.contains(number) else {
            throw fault(node, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func flag(_ node: Node, of name: String) throws(Diagnostic) -> Bool {
        switch try scalar(node, of: name).lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw fault(node, "\(name) must be true or false")
        }
    }

    /// Rising, each once: of features that say the same the first is kept.
    private func windows(_ node: Node) throws(Diagnostic) -> [Double] {
        var windows: Set<Double> = []
        for item in try list(node, of: "windows") {
            guard let seconds = Span.seconds(of: try scalar(item, of: "windows")), seconds > 0 else {
                throw fault(item, "a window must be a number with a unit, such as 24h, 7d or 2w")
            }
            windows.insert(seconds)
        }
        return windows.sorted()
    }

    private func types(
        _ node: Node, of name: String, _ locations: inout [String: String]
    ) throws(Diagnostic) -> [String] {
        var types: [String] = []
        for item in try list(node, of: name) {
            let type = try scalar(item, of: name)
            guard !types.contains(type) else { throw fault(item, "\"\(type)\" is named twice") }
            types.append(type)
            locations[type] = location(item)
        }
        return types
    }

    private func list(_ node: Node, of name: String) throws(Diagnostic) -> [Node] {
        guard let sequence = node.sequence else { throw fault(node, "\(name) must be a list: [a, b]") }
        return Array(sequence)
    }
}
