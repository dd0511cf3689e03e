import BoostedTrees
import Calibration
import FeatureExtraction
import LearningCore
public import ModelStorage
import Tabular

/// A model as another program reads it.
///
/// LightGBM's leaves are log-odds. A calibration that is a straight line in log-odds (temperature, Platt) goes into the
/// leaves, so that LightGBM gives our probabilities; a curved one cannot, and the model is refused unless the uncalibrated
/// log-odds are asked for.
public struct ModelExport: Sendable {
    /// LightGBM's text model, version 4.
    public let text: String
    private let features: [Feature]
    private let treeCount: Int
    private let calibration: String
    private let hasEvents: Bool

    /// - Parameters:
    ///   - format: `lightgbm`.
    ///   - uncalibrated: write the trees' own log-odds.
    /// - Throws: ``Diagnostic`` E103 for another format, E411 for a model that does not fit in.
    public init(_ artifact: ModelArtifact, to format: String, uncalibrated: Bool = false) throws(Diagnostic) {
        guard format == ForeignFormat.lightGBM.rawValue else {
            throw Diagnostic(.badOption, "--to is \"\(format)\"", fix: "expected lightgbm")
        }
        guard case .boosted(let model) = artifact.model.base else {
            throw Diagnostic(
                .cannotExport,
                "this is \(modelWords(kind: artifact.model.kind)); only boosted trees can be written for LightGBM",
                fix: "train one with `leadscore train … --model boosted`")
        }
        let map = uncalibrated ? CalibrationMap.identity : artifact.model.calibration
        text = LightGBMText.text(of: try Self.calibrated(model, map))
        features = model.schema.features
        treeCount = model.trees.count
        calibration = uncalibrated && artifact.model.calibration != .identity ? "left out" : map.name
        hasEvents = artifact.features.events != nil
    }

    private static func calibrated(
        _ model: GradientBoostingModel, _ map: CalibrationMap
    ) throws(Diagnostic) -> GradientBoostingModel {
        let line: (slope: Double, intercept: Double)
        switch map {
        case .identity: return model
        case .temperature(let map): line = (map.scale, 0)
        case .platt(let map): line = (map.slope, map.intercept)
        case .beta, .isotonic:
            throw Diagnostic(
                .cannotExport,
                "the probabilities are calibrated by a curve (\(map.name)), which a sum of trees cannot hold",
                fix: "write the trees' own log-odds with --uncalibrated; the order of the leads stays the same")
        }
        do throws(DecisionTreeError) {
            return try model.rescaled(slope: line.slope, intercept: line.intercept)
        } catch {
            throw Diagnostic(.cannotExport, "\(error)", fix: "write it with --uncalibrated")
        }
    }

    /// What was written and how to use it, for a terminal.
    public func summary(model: String, output: String?) -> String {
        var lines = ["Wrote \(grouped(treeCount)) trees for LightGBM\(output.map { " to \($0)" } ?? "")"]
        switch calibration {
        case "none", "identity": break
        case "left out": lines.append("  without the calibration: its probabilities are those of the trees alone")
        default: lines.append("  with the calibration (\(calibration)) in the leaves")
        }
        lines.append("Features, in this order\(hasEvents ? " (some of them of events)" : ""):")
        lines += features.map { feature in
            "  \(feature.name)" + (feature.levelCount.map { "  (categorical, \($0) levels)" } ?? "")
        }
        lines.append(
            "Next: leadscore features \(shellWord(model)) LEADS.csv -o features.csv writes them; in Python leave out the "
                + "first column and make the texts categories (astype(\"category\"))")
        return lines.joined(separator: "\n")
    }

    /// Replaces a file in one step.
    ///
    /// - Throws: ``Diagnostic`` E213.
    public func write(to path: String) throws(Diagnostic) { try TextFile.write(text, to: path) }
}
