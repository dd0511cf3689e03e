import FeatureExtraction
public import Foundation
public import LearningCore
import Tabular

/// Settings from all places they can come from: flags before `LEADSCORE_…` variables before the configuration file.
public struct Settings: Sendable {
    /// One setting as it was written, with where.
    struct Value: Sendable {
        var words: [String]
        /// `leadscore.yaml:3:8`, or `nil` for a flag.
        var location: String?
        /// How the setting is called where it was written.
        var name: String
    }

    private var values: [SettingKey: Value] = [:]
    /// What the configuration file says about single columns.
    private(set) var columns: [ConfiguredColumn] = []

    /// What the configuration file says of the features made of events.
    private(set) var eventFeatures: ConfiguredEventFeatures?

    /// - Parameters:
    ///   - file: a configuration file, or `nil` for none.
    ///   - environment: the process's, unless told otherwise.
    /// - Throws: ``Diagnostic`` E102 with line and column for what the file says wrongly.
    public init(
        file: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Diagnostic) {
        if let file {
            let configuration = try ConfigurationFile(path: file)
            values = configuration.values
            columns = configuration.columns
            eventFeatures = configuration.eventFeatures
        }
        for key in SettingKey.allCases {
            guard let text = environment[key.variable], !text.isEmpty else { continue }
            let words = key.isList ? text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } : [text]
            values[key] = Value(words: words, location: nil, name: key.variable)
        }
    }

    /// Sets what a flag says; `nil`, or no word, leaves what is there. The name is the flag's without its dashes.
    public mutating func set(_ flag: String, _ words: [String]) {
        guard let key = SettingKey(rawValue: flag) else { preconditionFailure("no setting is called \(flag)") }
        if !words.isEmpty { values[key] = Value(words: words, location: nil, name: "--\(flag)") }
    }

    public mutating func set(_ flag: String, _ word: String?) { set(flag, word.map { [$0] } ?? []) }

    /// The threads that are asked for, or as many as the machine has processors.
    public func pool(threads: Int? = nil) throws(Diagnostic) -> WorkerPool {
        if let threads { return WorkerPool(threadCount: threads) }
        return WorkerPool(threadCount: try wholeNumber(.threads, in: 1...1_024))
    }

    /// Where the configuration file names each column.
    var columnLocations: [String: String] {
        var locations = Dictionary(columns.map { ($0.name, $0.location) }) { first, _ in first }
        for key in [SettingKey.label, .id, .time, .group, .segment, .exclude, .allowLeak, .outcomeTime] {
            guard let value = values[key], let location = value.location else { continue }
            for word in value.words where locations[word] == nil { locations[word] = location }
        }
        for word in values[.interaction]?.words.flatMap({ $0.split(separator: ",") }) ?? [] {
            let name = word.trimmingCharacters(in: .whitespaces)
            if locations[name] == nil { locations[name] = values[.interaction]?.location }
        }
        return locations
    }

    func value(_ key: SettingKey) -> Value? { values[key] }
    func words(_ key: SettingKey) -> [String] { values[key]?.words ?? [] }
    func word(_ key: SettingKey) -> String? { values[key]?.words.first }

    func wholeNumber(_ key: SettingKey, in range: ClosedRange<Int>) throws(Diagnostic) -> Int? {
        guard let word = word(key) else { return nil }
        guard let number = Int(word), range.contains(number) else {
            throw fault(key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A number above `low` and up to `high`, or below `high` if `high` itself is not allowed.
    func number(
        _ key: SettingKey, above low: Double, upTo high: Double, including: Bool = true
    ) throws(Diagnostic) -> Double? {
        guard let word = word(key) else { return nil }
        guard let number = Double(word), number > low, number < high || (including && number == high) else {
            throw fault(key, expected: "a number above \(low) and \(including ? "at most" : "below") \(high)")
        }
        return number
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: SettingKey, _: Choice.Type
    ) throws(Diagnostic) -> Choice? where Choice.RawValue == String {
        guard let word = word(key) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let closest = Spelling.closest(to: word, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
        throw fault(key, expected: names.joined(separator: ", ") + closest)
    }

    func flag(_ key: SettingKey) throws(Diagnostic) -> Bool {
        switch word(key)?.lowercased() {
        case nil, "false", "no": return false
        case "true", "yes": return true
        default: throw fault(key, expected: "true or false")
        }
    }

    func fault(_ key: SettingKey, expected: String) -> Diagnostic {
        let value = values[key]
        return Diagnostic(
            value?.location == nil ? .badOption : .configuration,
            "\(value?.name ?? key.rawValue) is \"\(value?.words.joined(separator: ",") ?? "")\"",
            location: value?.location, fix: "expected \(expected)")
    }
}
