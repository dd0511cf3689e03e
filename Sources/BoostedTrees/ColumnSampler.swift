import LearningCore

/// Chooses the columns a tree, and each of its nodes, may split.
struct ColumnSampler {
    private let columnCount: Int
    /// Those of the tree, ascending.
    private let columns: [Int]
    private let perNode: Int
    private let nodeShare: Double
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - tree: number of the tree, which with the seed decides what is chosen.
    ///   - treeShare: the share of all columns, rounded, at least one.
    ///   - nodeShare: the share of the tree's columns, rounded, at least one.
    init(columnCount: Int, treeShare: Double, nodeShare: Double, seed: UInt64, tree: Int) {
        self.columnCount = columnCount
        generator = SeededGenerator(seed: SplitMix64.mix(seed &+ 0xC0_15), stream: UInt64(tree))
        columns = Self.choose(Self.count(treeShare, of: columnCount), of: Array(0..<columnCount), &generator).sorted()
        perNode = Self.count(nodeShare, of: columns.count)
        self.nodeShare = nodeShare
    }

    var isEmpty: Bool { columns.isEmpty }

    /// Which columns the next node may split: its share of those it may use; `nil` for all.
    ///
    /// - Parameter isUsable: by column, whether the node may split it; `nil` for all.
    mutating func nextNode(among isUsable: [Bool]? = nil) -> [Bool]? {
        let usable = isUsable.map { isUsable in columns.filter { isUsable[$0] } } ?? columns
        let count = isUsable == nil ? perNode : Self.count(nodeShare, of: usable.count)
        let chosen = Self.choose(count, of: usable, &generator)
        guard chosen.count < columnCount else { return nil }
        var isChosen = [Bool](repeating: false, count: columnCount)
        for column in chosen { isChosen[column] = true }
        return isChosen
    }

    private static func count(_ share: Double, of count: Int) -> Int {
        min(count, max(1, Int((share * Double(count)).rounded())))
    }

    /// In no order.
    private static func choose(_ count: Int, of all: [Int], _ generator: inout SeededGenerator) -> ArraySlice<Int> {
        guard count < all.count else { return all[...] }
        var shuffled = all
        for position in 0..<count {
            shuffled.swapAt(position, position + generator.nextIndex(below: all.count - position))
        }
        return shuffled.prefix(count)
    }
}
