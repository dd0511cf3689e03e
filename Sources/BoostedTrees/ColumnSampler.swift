import LearningCore

/// Chooses the columns a tree, and each of its nodes, may split.
struct ColumnSampler {
    private let columns: [Int]
    private let perNode: Int
    private let nodeShare: Double
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - tree: number of the tree, which with the seed decides what is chosen.
    ///   - treeShare: the share of all columns, rounded, at least one.
    ///   - nodeShare: the share of the tree's columns, rounded, at least one.
    init(columnCount: Int, treeShare: Double, nodeShare: Double, seed: UInt64, tree: Int) {
        generator = SeededGenerator(seed: SplitMix64.mix(seed &+ 0xC0_15), stream: UInt64(tree))
        let all = Array(0..<columnCount)
        columns = Self.choose(Self.count(treeShare, of: columnCount), of: all, &generator)
        perNode = Self.count(nodeShare, of: columns.count)
        self.nodeShare = nodeShare
    }

    var isEmpty: Bool { columns.isEmpty }

    /// The columns of the next node, ascending; its share of those it may use.
    ///
    /// - Parameter isUsable: by column, whether the node may split it; `nil` for all.
    mutating func nextNode(among isUsable: [Bool]? = nil) -> [Int] {
        guard let isUsable else { return Self.choose(perNode, of: columns, &generator) }
        let usable = columns.filter { isUsable[$0] }
        return Self.choose(Self.count(nodeShare, of: usable.count), of: usable, &generator)
    }

    private static func count(_ share: Double, of count: Int) -> Int {
        min(count, max(1, Int((share * Double(count)).rounded())))
    }

    private static func choose(_ count: Int, of all: [Int], _ generator: inout SeededGenerator) -> [Int] {
        guard count < all.count else { return all }
        var shuffled = all
        for position in 0..<count {
            shuffled.swapAt(position, position + generator.nextIndex(below: all.count - position))
        }
        return shuffled.prefix(count).sorted()
    }
}
