import BoostedTrees
import FeatureExtraction
import LearningCore
import Tabular

/// What an import found; `--json` prints it.
public struct ImportReport: Sendable, Encodable {
    /// The closed leads that new ones are compared with, and the won among them.
    public let rows: Int
    public let positives: Int
    public let rowsIn: Int
    public let open: Int
    public let rejected: Int
    public let format: String
    public let trees: Int
    /// The features in the model's order, with the columns of the table as names.
    public let features: [String]
    /// Columns of the table that the model does not read.
    public let unused: [String]
    /// How the probabilities were fitted to the leads; `nil` if that was not asked for.
    public let calibration: String?
    public let warnings: [String]
    private let program: String

    private enum CodingKeys: String, CodingKey {
        case rows, positives, open, rejected, format, trees, features, unused, calibration, warnings
        case rowsIn = "rows_in"
    }

    init(
        format: ForeignFormat, _ table: LeadTable, _ imported: ImportedFeatures, positives: Int, calibration: String?
    ) {
        rows = table.closedRows.count
        self.positives = positives
        self.calibration = calibration
        rowsIn = table.table.rowsIn
        open = table.outcomes.openCount
        rejected = table.table.rejects.count
        self.format = format.rawValue
        program = format.program
        trees = imported.model.trees.count
        features = imported.features.schema.features.map(\.name)
        let used = Set(imported.features.inputs.map(\.name))
        unused = table.frame.columns.map(\.name).filter { !used.contains($0) && $0 != table.labelColumn }
        warnings =
            imported.warnings + [
                "imported from \(format.program): what it learned from, and how good it is, is not known"
            ]
    }

    /// For a terminal.
    public func summary(file: String, leads: String, model: String) -> String {
        var lines = [
            "Took over \(grouped(trees)) trees of \(program) from \(file), \(features.count) features",
            "Compared with \(grouped(rows)) closed leads of \(leads), \(grouped(positives)) won "
                + "(\(percent(Double(positives) / Double(max(rows, 1)))))",
        ]
        if rowsIn != rows {
            lines.append(
                "  rows in: \(grouped(rowsIn)) = \(grouped(rows)) closed + \(grouped(open)) open + "
                    + "\(grouped(rejected)) rejected")
        }
        if !unused.isEmpty { lines.append("Not read by the model: " + unused.joined(separator: ", ")) }
        if let calibration {
            lines.append(
                calibration == "none"
                    ? "Its probabilities hold on these leads as they are"
                    : "Its probabilities were fitted to these leads (\(calibration))")
        }
        lines += warnings.map { "Warning: \($0)" }
        lines.append("Saved \(model)")
        // On the leads it was fitted to, a model is flattered.
        let others = calibration == nil ? shellWord(leads) : "OTHER-LEADS.csv"
        lines.append("Next: leadscore evaluate \(shellWord(model)) \(others)")
        return lines.joined(separator: "\n")
    }
}
