import BoostedTrees
import LearningCore
import Tabular

/// Which column of a table each feature of a model is.
enum ImportedColumns {
    /// By name; or, where other programs change names, by the name with all but letters, digits and `_-.` made `_`. A model
    /// that was trained without names (`Column_0`, `f0`) takes the columns in their order, if there are as many.
    ///
    /// - Parameter taken: columns with another part to play, such as the outcome.
    /// - Throws: ``Diagnostic`` E130 for features without a column.
    static func matched(
        _ schema: FeatureSchema, header: [String], taken: Set<String>, table: String
    ) throws(Diagnostic) -> [String] {
        let free = header.filter { !taken.contains($0) }
        if isNameless(schema), !schema.features.allSatisfy({ free.contains($0.name) }) {
            guard free.count == schema.count else {
                throw Diagnostic(
                    .missingColumn,
                    "the model was trained without names on \(schema.count) columns; \(table) has \(free.count) beside "
                        + "the outcome and what was left out",
                    fix: "leave out the columns that were not trained on with --exclude, or name the lead with --id")
            }
            return free
        }
        let simplified = Dictionary(grouping: free, by: LightGBMText.simplified)
        var missing: [String] = []
        let columns = schema.features.map { feature -> String in
            if free.contains(feature.name) { return feature.name }
            let alike = simplified[LightGBMText.simplified(feature.name)] ?? []
            if alike.count == 1 { return alike[0] }
            missing.append(feature.name)
            return feature.name
        }
        guard missing.isEmpty else { throw .missingColumns(missing, in: table, header: free) }
        return columns
    }

    private static func isNameless(_ schema: FeatureSchema) -> Bool {
        schema.features.enumerated().allSatisfy { $1.name == "Column_\($0)" || $1.name == "f\($0)" }
    }
}
