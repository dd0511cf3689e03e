public import LearningCore

/// Why a text is not a LightGBM model we can use.
public enum LightGBMTextError: Error, Sendable, Equatable {
    /// The line (or the tree's line) that is missing or cannot be read.
    case unreadable(line: String)
    /// Something LightGBM has and we have not.
    case unsupported(String)
    case wrongFeatures(expected: Int, found: Int)
    case invalidTree(number: Int, DecisionTreeError)
}

extension LightGBMTextError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let line): "\"\(line)\" is missing or damaged in the LightGBM model"
        case .unsupported(let what): "the LightGBM model uses \(what), which cannot be imported"
        case .wrongFeatures(let expected, let found):
            "the LightGBM model has \(found) features; the schema given has \(expected)"
        case .invalidTree(let number, let error): "tree \(number) of the LightGBM model is damaged: \(error)"
        }
    }
}

extension LightGBMText {
    /// Reads a binary classifier.
    ///
    /// - Parameter schema: the features in LightGBM's order, categories coded as LightGBM saw them; `nil` to take names from
    ///   the text, with levels called as in `pandas_categorical`, or else by their numbers.
    /// - Throws: ``LightGBMTextError`` saying what is wrong; no text, however damaged, can do more than that.
    ///   Complexity: O(text).
    public static func model(
        from text: String, schema: FeatureSchema? = nil
    ) throws(LightGBMTextError) -> GradientBoostingModel {
        let file = File(text)
        guard let version = file.header["version"] else { throw .unreadable(line: "version") }
        // The third, which LightGBM 3 writes, says the same in the same words; seen of 3.3.5.
        guard ["v3", "v4"].contains(version) else { throw .unsupported("another format of its text than v3 and v4") }
        guard file.header["num_class"] == "1", file.header["num_tree_per_iteration"] == "1" else {
            throw .unsupported("more than two classes")
        }
        guard !file.flags.contains("average_output") else { throw .unsupported("averaged trees (random forest)") }
        let sigmoid = try sigmoid(file.header["objective"] ?? "")
        let found: FeatureSchema
        if let schema { found = schema } else { found = try derivedSchema(file, categoryNames(in: text)) }
        guard let last = file.header["max_feature_idx"].flatMap({ Int($0) }) else {
            throw .unreadable(line: "max_feature_idx")
        }
        guard last == found.count - 1 else { throw .wrongFeatures(expected: found.count, found: last + 1) }
        var trees: [DecisionTree] = []
        for (number, fields) in file.trees.enumerated() {
            let (arrays, isSpecial) = try TreeFields(fields).arrays(scaledBy: sigmoid)
            trees.append(try tree(number, arrays, isSpecial))
        }
        do {
            return try GradientBoostingModel(schema: found, baseLogOdds: 0, trees: trees)
        } catch {
            if case .badFeature(let tree, _) = error { throw .invalidTree(number: tree, error) }
            throw .invalidTree(number: 0, error)
        }
    }

    /// - Parameter isSpecial: by split, whether it sends zeros the way of missing values and not that of their value.
    private static func tree(
        _ number: Int, _ arrays: DecisionTree.Arrays, _ isSpecial: [Bool]
    ) throws(LightGBMTextError) -> DecisionTree {
        let tree: DecisionTree
        do { tree = try DecisionTree(arrays) } catch { throw .invalidTree(number: number, error) }
        guard isSpecial.contains(true) else { return tree }
        var splits = ZeroSplits(tree, isSpecial: isSpecial)
        let expanded = try splits.expanded()
        do { return try DecisionTree(expanded) } catch { throw .invalidTree(number: number, error) }
    }

    /// p = 1 / (1 + e^(−sigmoid · z)).
    private static func sigmoid(_ objective: String) throws(LightGBMTextError) -> Double {
        let words = objective.split(separator: " ")
        guard let name = words.first, name == "binary" || name == "cross_entropy" else {
            throw .unsupported("the objective \"\(objective)\"")
        }
        guard let setting = words.first(where: { $0.hasPrefix("sigmoid:") }) else { return 1 }
        guard let value = Double(setting.dropFirst("sigmoid:".count)), value > 0, value.isFinite else {
            throw .unreadable(line: "objective")
        }
        return value
    }

    /// Names and kinds from the header; numeric features have a range for info, categorical ones a list of codes.
    ///
    /// - Parameter categories: the levels of the categorical features, in their order; their numbers otherwise.
    private static func derivedSchema(
        _ file: File, _ categories: [[String]]?
    ) throws(LightGBMTextError) -> FeatureSchema {
        let names = (file.header["feature_names"] ?? "").split(separator: " ").map(String.init)
        let infos = (file.header["feature_infos"] ?? "").split(separator: " ")
        guard names.count == infos.count else { throw .unreadable(line: "feature_infos") }
        let isListed = infos.map { !$0.hasPrefix("[") && $0 != "none" }
        // A constant column has no codes to show, and then nobody knows which of the lists is whose.
        guard categories.map({ $0.count == isListed.count { $0 } }) ?? true else {
            throw .unsupported("a categorical column with one value only")
        }
        var lists = categories?[...]
        var features: [Feature] = []
        for (name, info) in zip(names, infos) {
            guard !info.hasPrefix("["), info != "none" else {
                features.append(Feature(name: name, kind: .numeric))
                continue
            }
            let codes = info.split(separator: ":").compactMap { Int($0) }
            guard let most = codes.max(), most < 1 << 20 else { throw .unreadable(line: "feature_infos") }
            let levels = lists?.popFirst() ?? (0...max(most, 0)).map(String.init)
            guard most < levels.count else { throw .unreadable(line: "pandas_categorical") }
            features.append(Feature(name: name, kind: .categorical(levels: levels)))
        }
        do { return try FeatureSchema(features) } catch { throw .unreadable(line: "feature_names") }
    }
}

/// The lines of a model file: header and trees as `name=value`, until "end of trees".
private struct File {
    private(set) var header: [String: String] = [:]
    private(set) var flags: Set<String> = []
    private(set) var trees: [[String: String]] = []

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            if line == "end of trees" { break }
            guard let equals = line.firstIndex(of: "=") else {
                flags.insert(String(line))
                continue
            }
            let name = String(line[..<equals])
            let value = String(line[line.index(after: equals)...])
            if name == "Tree" {
                trees.append([:])
            } else if trees.isEmpty {
                header[name] = value
            } else {
                trees[trees.count - 1][name] = value
            }
        }
    }
}

/// One tree's lines.
private struct TreeFields {
    private let fields: [String: String]

    init(_ fields: [String: String]) { self.fields = fields }

    private func numbers<Number: LosslessStringConvertible>(
        _ name: String, count: Int, _: Number.Type = Number.self
    ) throws(LightGBMTextError) -> [Number] {
        let words = (fields[name] ?? "").split(separator: " ")
        let values = words.compactMap { Number(String($0)) }
        guard values.count == count, words.count == count else { throw .unreadable(line: name) }
        return values
    }

    /// The tree, and by split whether it sends zeros the way of missing values and not that of their value.
    func arrays(
        scaledBy sigmoid: Double
    ) throws(LightGBMTextError) -> (arrays: DecisionTree.Arrays, isSpecial: [Bool]) {
        guard fields["is_linear"] ?? "0" == "0" else { throw .unsupported("linear trees") }
        guard let leaves = fields["num_leaves"].flatMap({ Int($0) }), (1...1 << 20).contains(leaves) else {
            throw .unreadable(line: "num_leaves")
        }
        var arrays = DecisionTree.Arrays()
        arrays.leafValues = try numbers("leaf_value", count: leaves).map { $0 * sigmoid }
        arrays.leafCovers = leaves == 1 ? [1] : try covers("leaf_count", count: leaves)
        guard leaves > 1 else { return (arrays, []) }
        var isSpecial: [Bool] = []
        arrays.features = try numbers("split_feature", count: leaves - 1)
        arrays.leftChildren = try numbers("left_child", count: leaves - 1)
        arrays.rightChildren = try numbers("right_child", count: leaves - 1)
        arrays.splitGains = try numbers("split_gain", count: leaves - 1, Double.self).map { $0 > 0 ? $0 : 0 }
        arrays.splitCovers = try covers("internal_count", count: leaves - 1)
        let thresholds: [Double] = try numbers("threshold", count: leaves - 1)
        let types: [Int] = try numbers("decision_type", count: leaves - 1)
        for (threshold, type) in zip(thresholds, types) {
            guard (0..<12).contains(type) else { throw .unreadable(line: "decision_type") }
            if type & 1 == 1 {
                try addSet(threshold, to: &arrays)
                isSpecial.append(false)
            } else {
                isSpecial.append(try addThreshold(threshold, type, to: &arrays))
            }
        }
        return (arrays, isSpecial)
    }

    /// A leaf without a row is given the least weight there is, so that shares stay defined.
    private func covers(_ name: String, count: Int) throws(LightGBMTextError) -> [Double] {
        try numbers(name, count: count, Double.self).map { max($0, 0x1p-20) }
    }

    /// - Returns: whether the split sends zeros the way of missing values and not that of their value.
    private func addThreshold(
        _ threshold: Double, _ type: Int, to arrays: inout DecisionTree.Arrays
    ) throws(LightGBMTextError) -> Bool {
        let defaultLeft = type & 2 != 0
        let zeroGoesLeft = 0 <= threshold
        var (threshold, isSpecial) = (threshold, false)
        switch type >> 2 {
        case 0: arrays.missingGoesLeft.append(zeroGoesLeft)
        case 1:
            arrays.missingGoesLeft.append(defaultLeft)
            if threshold.magnitude <= ZeroSplits.zero {
                // Nothing but zeros lies between the threshold and where they end.
                threshold = defaultLeft ? ZeroSplits.zero : (-ZeroSplits.zero).nextDown
            } else {
                isSpecial = defaultLeft != zeroGoesLeft
            }
        default: arrays.missingGoesLeft.append(defaultLeft)
        }
        arrays.thresholds.append(min(threshold, .greatestFiniteMagnitude))
        arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
        return isSpecial
    }

    private func addSet(_ index: Double, to arrays: inout DecisionTree.Arrays) throws(LightGBMTextError) {
        guard let sets = fields["num_cat"].flatMap({ Int($0) }), (1...1 << 20).contains(sets) else {
            throw .unreadable(line: "num_cat")
        }
        let boundaries: [Int] = try numbers("cat_boundaries", count: sets + 1)
        guard let number = Int(exactly: index), (0..<sets).contains(number), let last = boundaries.last,
            (0...1 << 24).contains(last), boundaries[number] >= 0, boundaries[number] < boundaries[number + 1],
            boundaries[number + 1] <= last
        else { throw .unreadable(line: "cat_boundaries") }
        let words: [UInt32] = try numbers("cat_threshold", count: last)
        let set = words[boundaries[number]..<boundaries[number + 1]]
        var wide = [UInt64](repeating: 0, count: (set.count + 1) / 2)
        for (position, word) in set.enumerated() { wide[position / 2] |= UInt64(word) << UInt64(position % 2 * 32) }
        arrays.thresholds.append(0)
        arrays.missingGoesLeft.append(false)
        arrays.levelSetWords += wide
        arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
    }
}
