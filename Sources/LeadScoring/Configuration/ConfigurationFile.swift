import FeatureExtraction
import Foundation
import LearningCore
import Tabular
import Yams

/// What leadscore.yaml says about one column.
struct ConfiguredColumn: Sendable, Equatable {
    let name: String
    /// `leadscore.yaml:14:3`.
    let location: String
    var role: ColumnRole?
    var type: ColumnType?
    var placeholders: [String] = []
    /// The column that says when this one was filled in, or `creation`.
    var knownAt: String?
}

/// A configuration file:
///
///     label: converted
///     won: [yes]
///     exclude: [internal_note]
///     columns:
///       pdays: {type: number, placeholders: ["999"]}
///       zip:   {role: categorical}
///       score: {known_at: enriched_at}
///     event-features:
///       max-features: 60
///       exclude: [newsletter_sent]
///
/// The keys are the flags of `leadscore train` without their dashes. Anything else is an error that says where.
struct ConfigurationFile {
    private(set) var values: [SettingKey: Settings.Value] = [:]
    private(set) var columns: [ConfiguredColumn] = []
    private(set) var eventFeatures: ConfiguredEventFeatures?
    private let path: String

    private static let sizeLimit = 1 << 20

    init(path: String) throws(Diagnostic) {
        self.path = path
        let text: String
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            guard data.count <= Self.sizeLimit, let decoded = String(data: data, encoding: .utf8) else {
                throw Diagnostic(.configuration, "this is no text in UTF-8 of at most a megabyte", location: path)
            }
            text = decoded
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch {
            throw Diagnostic(code: "E211", message: "there is no such file", location: path, fix: "check the path")
        }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw Self.syntaxFault(error, path)
        }
        guard let root else { return }
        guard let mapping = root.mapping else { throw fault(root, "the file must be a list of `key: value`") }
        for (key, value) in mapping { try read(key, value) }
    }

    private mutating func read(_ keyNode: Node, _ value: Node) throws(Diagnostic) {
        guard let name = keyNode.string else { throw fault(keyNode, "a key must be a word") }
        if name == "columns" {
            guard let mapping = value.mapping else { throw fault(value, "columns must be a list of `name: {…}`") }
            for (column, settings) in mapping { columns.append(try self.column(column, settings)) }
            return
        }
        if name == "event-features" {
            eventFeatures = try eventFeatures(value)
            return
        }
        guard let key = SettingKey(rawValue: name) else {
            let names = SettingKey.allCases.map(\.rawValue) + ["columns", "event-features"]
            throw fault(keyNode, "there is no setting \"\(name)\"", Spelling.closest(to: name, among: names), names)
        }
        let words: [String]
        if let sequence = value.sequence {
            guard key.isList else { throw fault(value, "\"\(name)\" takes one value, not a list") }
            words = try sequence.map { node throws(Diagnostic) in
                // A group of columns may be a list itself.
                guard key == .interaction, let group = node.sequence else { return try scalar(node, of: name) }
                return try group.map { node throws(Diagnostic) in try scalar(node, of: name) }.joined(separator: ",")
            }
        } else {
            words = [try scalar(value, of: name)]
        }
        values[key] = Settings.Value(words: words, location: location(value), name: name)
    }

    private func column(_ keyNode: Node, _ value: Node) throws(Diagnostic) -> ConfiguredColumn {
        guard let name = keyNode.string, let mapping = value.mapping else {
            throw fault(value, "a column must be written as `name: {role: …, type: …}`")
        }
        var column = ConfiguredColumn(name: name, location: location(keyNode))
        for (key, value) in mapping {
            switch key.string {
            case "role": column.role = try choice(value, of: "role", ColumnRole.self)
            case "type": column.type = try choice(value, of: "type", ColumnType.self)
            case "placeholders":
                guard let sequence = value.sequence else { throw fault(value, "placeholders must be a list") }
                column.placeholders = try sequence.map { node throws(Diagnostic) in try scalar(node, of: "placeholders")
                }
            case "known_at": column.knownAt = try scalar(value, of: "known_at")
            default:
                let names = ["role", "type", "placeholders", "known_at"]
                let key = key.string ?? ""
                throw fault(value, "a column has no setting \"\(key)\"", Spelling.closest(to: key, among: names), names)
            }
        }
        return column
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node, of name: String, _: Choice.Type
    ) throws(Diagnostic) -> Choice where Choice.RawValue == String {
        let word = try scalar(node, of: name)
        if let choice = Choice(rawValue: word) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        throw fault(node, "\(name) is \"\(word)\"", Spelling.closest(to: word, among: names), names)
    }

    func scalar(_ node: Node, of name: String) throws(Diagnostic) -> String {
        guard let text = node.scalar?.string else { throw fault(node, "\"\(name)\" takes a single value here") }
        return text
    }

    func location(_ node: Node) -> String {
        node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    }

    func fault(
        _ node: Node, _ message: String, _ closest: String? = nil, _ possible: [String] = []
    ) -> Diagnostic {
        Diagnostic(
            .configuration, message, location: location(node),
            evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [],
            fix: possible.isEmpty ? nil : "possible: " + possible.joined(separator: ", "))
    }

    private static func syntaxFault(_ error: any Error, _ path: String) -> Diagnostic {
        var location = path
        var reason = "this is not YAML"
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            location = "\(path):\(mark.line):\(mark.column)"
            reason += ": \(problem)"
        default: break
        }
        return Diagnostic(.configuration, reason, location: location)
    }
}
