import BoostedTrees
import FeatureExtraction
import LearningCore
import Tabular

/// The features of a model from elsewhere, made of the columns of a table, and the model as it reads them.
///
/// Numbers are read as they are; columns of yes and no stand for 1 and 0. Categories are read by their names where the model
/// has them (LightGBM's `pandas_categorical`, XGBoost from 3.1). Where it knows them by number only, a column of whole
/// numbers holds these numbers; any other column holds categories that are numbered in the order of their names, as pandas
/// numbers them.
struct ImportedFeatures {
    let features: LeadFeatures
    let model: GradientBoostingModel
    /// What had to be taken for granted.
    let warnings: [String]

    /// - Parameters:
    ///   - columns: the column of each feature of the model.
    ///   - raw: the columns of categories with their cells as they stand.
    ///   - placeholders: the words that `frame` was read with.
    /// - Throws: ``Diagnostic`` E131 for a column of another type, E410 for categories that cannot be matched.
    init(
        _ model: GradientBoostingModel, columns: [String], frame: DataFrame, raw: DataFrame, placeholders: Placeholders
    ) throws(Diagnostic) {
        var steps: [FeatureStep] = []
        var meanings: [Int: [Int32]] = [:]
        var warnings: [String] = []
        for (position, feature) in model.schema.features.enumerated() {
            let table = feature.levelCount == nil ? frame : raw
            guard let column = table[columns[position]] else {
                throw ExtractionError.missingColumn(columns[position], closest: nil).diagnostic
            }
            guard case .categorical(let levels) = feature.kind else {
                let step = try Self.numberStep(column)
                if case .boolean = step { meanings[position] = [0, 1] }
                steps.append(step)
                continue
            }
            let found = try ImportedLevels(levels, of: column, placeholders: placeholders)
            steps.append(found.step)
            meanings[position] = found.meanings
            if let warning = found.warning { warnings.append(warning) }
        }
        let features = try Diagnostic.translating { () throws(ExtractionError) in
            try LeadFeatures(attributes: FeatureExtractor(steps: steps))
        }
        do throws(DecisionTreeError) {
            self.model = try model.recoded(for: features.schema, meanings: meanings)
        } catch {
            throw Diagnostic(.cannotImport, "\(error)", fix: "save the model again")
        }
        self.features = features
        self.warnings = warnings
    }

    private static func numberStep(_ column: Column) throws(Diagnostic) -> FeatureStep {
        switch column.type {
        case .number: return .number(column: column.name, flagsPlaceholder: false)
        case .boolean: return .boolean(column: column.name, keepsPlaceholder: false)
        case .date, .text:
            throw Diagnostic(
                .wrongType,
                "column \"\(column.name)\" holds \(column.type.rawValue)s; the model learned it as numbers",
                fix: "give a table as the model was trained on, or read the column with --type")
        }
    }
}
