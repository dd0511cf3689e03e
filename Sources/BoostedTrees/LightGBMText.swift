import LearningCore

/// LightGBM's text model, version 4: written so that LightGBM loads our models, read so that we load its.
///
/// Both programs then give the same log-odds up to the rounding of one sum (1e-12). Two things differ in kind and are
/// rewritten: LightGBM sends missing categories right, so sets that send them left are turned around; and it has no base
/// log-odds, so they are added to the leaves of the first tree.
public enum LightGBMText {
    /// The model as text. Covers are written as whole counts, so contributions agree only for unweighted models.
    ///
    /// Complexity: O(all splits).
    public static func text(of model: GradientBoostingModel) -> String {
        var trees = model.trees.enumerated().map { index, tree in
            block(index, tree, schema: model.schema, added: index == 0 ? model.baseLogOdds : 0)
        }
        if trees.isEmpty { trees = [constantBlock(model.baseLogOdds)] }
        let header = [
            "tree", "version=v4", "num_class=1", "num_tree_per_iteration=1", "label_index=0",
            "max_feature_idx=\(model.schema.count - 1)", "objective=binary sigmoid:1",
            "feature_names=" + names(of: model.schema).joined(separator: " "),
            "feature_infos=" + model.schema.features.map(info).joined(separator: " "),
            "tree_sizes=" + trees.map { String($0.utf8.count) }.joined(separator: " "),
        ]
        return header.joined(separator: "\n") + "\n\n" + trees.joined()
            + "end of trees\n\nparameters:\n[objective: binary]\nend of parameters\n\n" + categoryLine(of: model.schema)
            + "\n"
    }

    /// LightGBM's names hold no white space and none of JSON's special characters; ours may.
    static func names(of schema: FeatureSchema) -> [String] {
        let names = schema.features.map { simplified($0.name) }
        let areUsable = Set(names).count == names.count && !names.contains("")
        return areUsable ? names : schema.features.indices.map { "Column_\($0)" }
    }

    /// A name with `_` for all that LightGBM's names may not hold.
    public static func simplified(_ name: String) -> String {
        String(name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "-" || scalar == "." || scalar.properties.isAlphabetic
            || ("0"..."9").contains(scalar)
    }

    private static func info(_ feature: Feature) -> String {
        guard let levels = feature.levelCount else { return "[-1e308:1e308]" }
        return levels == 0 ? "none" : (0..<levels).map(String.init).joined(separator: ":")
    }

    private static func constantBlock(_ value: Double) -> String {
        "Tree=0\nnum_leaves=1\nnum_cat=0\nleaf_value=\(value)\nis_linear=0\nshrinkage=1\n\n\n"
    }

    private static func block(_ index: Int, _ tree: DecisionTree, schema: FeatureSchema, added: Double) -> String {
        guard tree.splitCount > 0 else {
            let text = constantBlock(tree.arrays.leafValues[0] + added)
            return "Tree=\(index)" + text.dropFirst("Tree=0".count)
        }
        let splits = (0..<tree.splitCount).map { Split(tree, $0, schema: schema) }
        let sets = splits.compactMap(\.set)
        var boundaries = [0]
        for set in sets { boundaries.append(boundaries[boundaries.count - 1] + set.count) }
        var nextSet = 0
        let thresholds = splits.map { split -> String in
            guard split.set != nil else { return split.threshold.description }
            nextSet += 1
            return String(nextSet - 1)
        }
        func line(_ name: String, _ values: [some CustomStringConvertible]) -> String {
            name + "=" + values.map(\.description).joined(separator: " ")
        }
        var lines = ["Tree=\(index)", "num_leaves=\(tree.leafCount)", "num_cat=\(sets.count)"]
        lines.append(line("split_feature", tree.arrays.features))
        lines.append(line("split_gain", tree.arrays.splitGains))
        lines.append(line("threshold", thresholds))
        lines.append(line("decision_type", splits.map(\.decisionType)))
        lines.append(line("left_child", splits.map(\.left)))
        lines.append(line("right_child", splits.map(\.right)))
        if !sets.isEmpty {
            lines.append(line("cat_boundaries", boundaries))
            lines.append(line("cat_threshold", sets.flatMap { $0 }))
        }
        lines.append(line("leaf_value", tree.arrays.leafValues.map { $0 + added }))
        lines.append(line("leaf_count", tree.arrays.leafCovers.map(count)))
        lines.append(line("internal_count", tree.arrays.splitCovers.map(count)))
        return lines.joined(separator: "\n") + "\nis_linear=0\nshrinkage=1\n\n\n"
    }

    private static func count(_ cover: Double) -> Int { Int(min(max(cover.rounded(), 1), 2e9)) }

    /// A split as LightGBM writes it.
    private struct Split {
        /// 32-bit words, for categorical splits.
        private(set) var set: [UInt32]?
        let threshold: Double
        private(set) var left: Int32
        private(set) var right: Int32
        /// Bit 0: categorical; bit 1: missing goes left; bits 2 and 3: what is missing (2: NaN).
        let decisionType: Int

        init(_ tree: DecisionTree, _ split: Int, schema: FeatureSchema) {
            threshold = tree.arrays.thresholds[split]
            left = tree.arrays.leftChildren[split]
            right = tree.arrays.rightChildren[split]
            let missingGoesLeft = tree.arrays.missingGoesLeft[split]
            guard tree.isCategorical(split) else {
                decisionType = 8 + (missingGoesLeft ? 2 : 0)
                return
            }
            decisionType = 1
            let levels = schema.features[Int(tree.arrays.features[split])].levelCount ?? 0
            var words = [UInt32](repeating: 0, count: max((levels + 31) / 32, 1))
            for level in 0..<levels where tree.goesLeft(split, code: Int32(level)) != missingGoesLeft {
                words[level / 32] |= 1 << UInt32(level % 32)
            }
            set = words
            if missingGoesLeft { swap(&left, &right) }
        }
    }
}
