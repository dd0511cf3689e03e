import FeatureExtraction
import LearningCore
public import ModelStorage

/// What a model file says about itself, in words and in JSON.
public struct ModelInspection: Sendable, Encodable {
    private let header: ArtifactHeader
    private let input: InputDescription
    private let features: [FeatureLine]
    private let provenance: Provenance
    /// What the rules it learned from call themselves, and the columns they read.
    private let rules: Rules?

    struct Rules: Sendable, Encodable {
        let name: String
        let columns: [String]
        let features: Int
    }

    /// A feature and the column it comes from.
    struct FeatureLine: Sendable, Encodable {
        let name: String
        let column: String
        let kind: String
        let levels: Int?
    }

    public init(of artifact: ModelArtifact) {
        header = artifact.header
        input = artifact.input
        provenance = artifact.provenance
        rules = artifact.rules.map {
            Rules(name: $0.name, columns: $0.columns.keys.sorted(), features: $0.features.count)
        }
        features = artifact.features.schema.features.map {
            FeatureLine(
                name: $0.name, column: $0.field, kind: $0.levelCount == nil ? "numeric" : "categorical",
                levels: $0.levelCount)
        }
    }

    /// For a terminal.
    public var summary: String {
        let rate = Double(header.positives) / Double(max(header.rows, 1))
        var lines = [
            "\(header.kind) model of \(grouped(header.rows)) leads, \(grouped(header.positives)) won (\(percent(rate))), "
                + "written by \(header.writtenBy)",
            "Outcome: \"\(input.labelColumn)\" (won: \(input.wonValues.joined(separator: ", ")))"
                + (input.idColumn.map { "; id: \"\($0)\"" } ?? "")
                + (input.timeColumn.map { "; time: \"\($0)\"" } ?? ""),
        ]
        let settings = provenance.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines.append("Settings: " + settings.joined(separator: ", "))
        if let holdout = provenance.holdout {
            lines.append(
                "Judged on \(grouped(holdout.rows)) held-out leads (split: \(holdout.split)), "
                    + "\(grouped(holdout.positives)) won:")
            lines += holdout.metrics.map {
                "  \($0.name.padded(to: 20)) \(decimal($0.value, 4))   [\(decimal($0.low, 4)), \(decimal($0.high, 4))]"
            }
        } else {
            lines.append("Judged on nothing: no leads were held out.")
        }
        if let rules {
            lines.append(
                "Rules \"\(rules.name)\": \(rules.features) of the features are their points; they read "
                    + rules.columns.joined(separator: ", "))
        }
        lines.append("Reads \(Set(features.map(\.column)).count) columns, makes \(features.count) features:")
        lines += features.map { "  \($0.name)  (\($0.kind)\($0.levels.map { ", \($0) levels" } ?? ""))" }
        lines += provenance.excluded.map { "Left out \"\($0.column)\" (\($0.kind)): \($0.reason)" }
        lines += provenance.keptLeaks.map { "Kept by request though it may leak: \"\($0)\"" }
        lines += provenance.warnings.map { "Warning: \($0)" }
        return lines.joined(separator: "\n")
    }
}
