import LearningCore

/// One tree as the file has it: arrays over nodes, node 0 the root; a node without a left child is a leaf, whose value
/// stands where splits have their threshold. Nodes that pruning cut off stay in the arrays and are never reached.
struct XGBoostTree {
    private let left: [Int]
    private let right: [Int]
    private let features: [Int]
    private let conditions: [Double]
    private let defaultsLeft: [Bool]
    private let covers: [Double]
    private let gains: [Double]
    /// For each node that splits by categories those that go **right**; a category no split speaks of goes left.
    private let categories: [Int: [Int]]

    init(_ tree: DocumentValue) throws(XGBoostModelError) {
        let width = tree["tree_param"]?["size_leaf_vector"]?.text ?? "1"
        guard width == "0" || width == "1" else { throw .unsupported("leaves with several values") }
        left = try Self.integers(tree, "left_children")
        let count = left.count
        guard count > 0 else { throw .unreadable(part: "left_children") }
        right = try Self.integers(tree, "right_children", count)
        features = try Self.integers(tree, "split_indices", count)
        conditions = try Self.numbers(tree, "split_conditions", count)
        defaultsLeft = try Self.numbers(tree, "default_left", count).map { $0 != 0 }
        covers = try Self.numbers(tree, "sum_hessian", count)
        gains = try Self.numbers(tree, "loss_changes", count)
        categories = try Self.categories(tree, count)
    }

    private static func numbers(
        _ tree: DocumentValue, _ name: String, _ count: Int? = nil
    ) throws(XGBoostModelError) -> [Double] {
        guard let numbers = tree[name]?.numbers, count == nil || numbers.count == count else {
            throw .unreadable(part: name)
        }
        // The file's numbers are of single precision; its JSON has them in as few digits as tell them apart.
        return numbers.map { Double(Float($0)) }
    }

    private static func integers(
        _ tree: DocumentValue, _ name: String, _ count: Int? = nil
    ) throws(XGBoostModelError) -> [Int] {
        guard let numbers = tree[name]?.numbers, count == nil || numbers.count == count else {
            throw .unreadable(part: name)
        }
        // Child and feature numbers are of 32 bits in the file.
        let integers = numbers.compactMap { Int32(exactly: $0) }.map { Int($0) }
        guard integers.count == numbers.count else { throw .unreadable(part: name) }
        return integers
    }

    private static func categories(_ tree: DocumentValue, _ count: Int) throws(XGBoostModelError) -> [Int: [Int]] {
        // Files of before version 1.6 may lack them.
        guard tree["categories_nodes"] != nil else {
            guard tree["split_type"]?.numbers?.allSatisfy({ $0 == 0 }) ?? true else {
                throw .unreadable(part: "categories_nodes")
            }
            return [:]
        }
        let nodes = try integers(tree, "categories_nodes")
        let starts = try integers(tree, "categories_segments", nodes.count)
        let sizes = try integers(tree, "categories_sizes", nodes.count)
        let all = try integers(tree, "categories")
        let types = try numbers(tree, "split_type", count)
        guard all.allSatisfy({ (0..<XGBoostModelReader.mostCategories).contains($0) }) else {
            throw .unreadable(part: "categories")
        }
        var categories: [Int: [Int]] = [:]
        for (place, node) in nodes.enumerated() {
            guard (0..<count).contains(node), types[node] == 1, starts[place] >= 0, sizes[place] >= 0,
                starts[place] + sizes[place] <= all.count, categories[node] == nil
            else { throw .unreadable(part: "categories_nodes") }
            categories[node] = Array(all[starts[place]..<starts[place] + sizes[place]])
        }
        guard types.count(where: { $0 == 1 }) == categories.count else { throw .unreadable(part: "split_type") }
        return categories
    }

    /// For each split by categories the feature, and one past the highest category it speaks of.
    func categoryBounds() -> [(feature: Int, bound: Int)] {
        categories.map { (features[$0.key], ($0.value.max() ?? -1) + 1) }
    }

    /// The tree in our order: a split before its children, left before right.
    ///
    /// - Throws: ``DecisionTreeError`` for a node that is not there or has two parents, or a threshold below which is
    ///   nothing.
    func arrays(for schema: FeatureSchema) throws(DecisionTreeError) -> DecisionTree.Arrays {
        var arrays = DecisionTree.Arrays()
        var isReached = [Bool](repeating: false, count: left.count)
        var waiting: [(node: Int, parent: Int, isLeft: Bool)] = [(0, -1, true)]
        while let (node, parent, isLeft) = waiting.popLast() {
            guard isReached.indices.contains(node), !isReached[node] else { throw .badChild(split: max(parent, 0)) }
            isReached[node] = true
            let isLeaf = left[node] == -1
            let number = isLeaf ? ~Int32(arrays.leafValues.count) : Int32(arrays.features.count)
            if parent >= 0 {
                if isLeft { arrays.leftChildren[parent] = number } else { arrays.rightChildren[parent] = number }
            }
            guard !isLeaf else {
                arrays.leafValues.append(conditions[node])
                arrays.leafCovers.append(cover(node))
                continue
            }
            try add(node, to: &arrays, schema)
            waiting.append((right[node], Int(number), false))
            waiting.append((left[node], Int(number), true))
        }
        return arrays
    }

    /// A node without a row is given the least weight there is, so that shares stay defined.
    private func cover(_ node: Int) -> Double { max(covers[node], 0x1p-20) }

    private func add(
        _ node: Int, to arrays: inout DecisionTree.Arrays, _ schema: FeatureSchema
    ) throws(DecisionTreeError) {
        let split = arrays.features.count
        guard (0..<schema.count).contains(features[node]) else { throw .badFeature(tree: 0, split: split) }
        arrays.features.append(Int32(features[node]))
        arrays.missingGoesLeft.append(defaultsLeft[node])
        arrays.leftChildren.append(0)
        arrays.rightChildren.append(0)
        arrays.splitGains.append(max(gains[node], 0))
        arrays.splitCovers.append(cover(node))
        if let goRight = categories[node] {
            arrays.thresholds.append(0)
            arrays.levelSetWords += Self.words(
                without: goRight, levels: schema.features[features[node]].levelCount ?? 0)
            guard arrays.levelSetWords.count <= 1 << 24 else { throw .tooLarge }
        } else {
            guard let threshold = FloatThreshold.lastBelow(Float(conditions[node])) else { throw .badNumber }
            arrays.thresholds.append(threshold)
        }
        arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
    }

    /// The set of all levels but those.
    private static func words(without goRight: [Int], levels: Int) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: max((levels + 63) / 64, 1))
        for level in 0..<levels { words[level / 64] |= 1 << UInt64(level % 64) }
        for level in goRight where level < levels { words[level / 64] &= ~(1 << UInt64(level % 64)) }
        return words
    }
}
