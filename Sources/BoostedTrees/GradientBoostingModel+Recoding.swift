public import LearningCore

extension GradientBoostingModel {
    /// The same model for features that are written in another way: it gives a row in the new writing what it gave that
    /// row in the old one.
    ///
    /// - Parameters:
    ///   - schema: as many features, in the same order; names may differ.
    ///   - meanings: for the position of each feature whose values are written anew, what each level of the new feature
    ///     was before: a level's code, or −1 for missing, or the value of a number. All other features keep their kind.
    /// - Throws: ``DecisionTreeError`` if a split does not fit the new schema. Complexity: O(splits × levels).
    public func recoded(
        for schema: FeatureSchema, meanings: [Int: [Int32]]
    ) throws(DecisionTreeError) -> GradientBoostingModel {
        guard schema.count == self.schema.count else { throw .unequalCounts }
        var trees: [DecisionTree] = []
        for tree in self.trees { trees.append(try tree.recoded(meanings)) }
        return try GradientBoostingModel(schema: schema, baseLogOdds: baseLogOdds, trees: trees)
    }

    /// The model whose log-odds are slope · z + intercept of this one's; leaves and base take the map in.
    ///
    /// - Throws: ``DecisionTreeError/badNumber`` if a number would not stay finite.
    public func rescaled(slope: Double, intercept: Double) throws(DecisionTreeError) -> GradientBoostingModel {
        var trees: [DecisionTree] = []
        for tree in self.trees {
            var arrays = tree.arrays
            arrays.leafValues = arrays.leafValues.map { $0 * slope }
            trees.append(try DecisionTree(arrays))
        }
        return try GradientBoostingModel(schema: schema, baseLogOdds: slope * baseLogOdds + intercept, trees: trees)
    }
}

extension DecisionTree {
    fileprivate func recoded(_ meanings: [Int: [Int32]]) throws(DecisionTreeError) -> DecisionTree {
        var new = arrays
        new.levelSetWords = []
        new.levelSetOffsets = [0]
        for split in 0..<splitCount {
            let old = Int(arrays.levelSetOffsets[split])..<Int(arrays.levelSetOffsets[split + 1])
            if let meaning = meanings[Int(arrays.features[split])] {
                var words = [UInt64](repeating: 0, count: max((meaning.count + 63) / 64, 1))
                for (level, before) in meaning.enumerated() where goesLeft(split, before) {
                    words[level / 64] |= 1 << UInt64(level % 64)
                }
                new.levelSetWords += words
                new.thresholds[split] = 0
            } else {
                new.levelSetWords += arrays.levelSetWords[old]
            }
            new.levelSetOffsets.append(Int32(new.levelSetWords.count))
        }
        return try DecisionTree(new)
    }

    private func goesLeft(_ split: Int, _ meaning: Int32) -> Bool {
        isCategorical(split) ? goesLeft(split, code: meaning) : goesLeft(split, value: Double(meaning))
    }
}
