import LearningCore

/// Draws bootstrap replicates of some scored leads, without sorting them again.
///
/// Each row is drawn Poisson(1) times, independently: the Poisson bootstrap (Hanley and MacGibbon, 2006). It differs from
/// drawing n of n rows only in that the number of rows drawn varies too, which no metric depends on; and it goes through
/// memory in order, where drawing row numbers would jump.
///
/// A resampler keeps the memory of the last replicate for the next one, so each task has its own copy.
struct Resampler: Sendable {
    /// Per row, by falling score, twice the position of its score in the ranking, plus 1 if it was won.
    private let cells: [Int32]
    /// In the same order; `nil` means all 1.
    private let weights: [Double]?
    private let table = PoissonTable()
    /// How often each row was drawn; a multiple of eight.
    private var counts: [UInt8]
    /// The weight drawn for each cell.
    private var drawn: [Double]
    /// The last replicate.
    private(set) var ranking: RankedOutcomes

    init(_ outcomes: ScoredOutcomes) {
        cells = outcomes.cells
        weights = outcomes.weights == nil ? nil : outcomes.order.indices.map(outcomes.weight(atPlace:))
        counts = [UInt8](repeating: 0, count: (outcomes.cells.count + 7) / 8 * 8)
        drawn = [Double](repeating: 0, count: 2 * outcomes.ranking.count)
        ranking = outcomes.ranking
        precondition(cells.allSatisfy { $0 >= 0 && Int($0) < drawn.count })
        precondition(weights.map { $0.count == cells.count } ?? true)
    }

    /// Replaces ``ranking`` by the same distinct scores with the weights of the rows drawn. Complexity: O(rows).
    mutating func resample(with generator: inout SeededGenerator) {
        drawCounts(with: &generator)
        addUpCells()
        ranking.setWeights(fromCells: drawn)
    }

    private mutating func drawCounts(with generator: inout SeededGenerator) {
        let table = table
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe table.counts.withUnsafeBufferPointer { decided in
                for start in stride(from: 0, to: counts.count, by: 8) {
                    var bits = generator.next()
                    for place in start..<(start &+ 8) {
                        let byte = UInt8(truncatingIfNeeded: bits)
                        bits >>= 8
                        var count = unsafe decided[Int(byte)]
                        if count == PoissonTable.undecided { count = table.resolved(byte: byte, with: &generator) }
                        unsafe counts[place] = count
                    }
                }
            }
        }
    }

    private mutating func addUpCells() {
        let (cells, weights, counts) = (cells, weights, counts)
        unsafe drawn.withUnsafeMutableBufferPointer { drawn in
            unsafe drawn.update(repeating: 0)
            unsafe cells.withUnsafeBufferPointer { cells in
                unsafe counts.withUnsafeBufferPointer { counts in
                    guard let weights else {
                        for place in cells.indices { unsafe drawn[Int(cells[place])] += Double(counts[place]) }
                        return
                    }
                    for place in cells.indices {
                        unsafe drawn[Int(cells[place])] += Double(counts[place]) * weights[place]
                    }
                }
            }
        }
    }
}

extension RankedOutcomes {
    /// Takes other weights for the same distinct scores: the lost and the won weight of each in turn.
    fileprivate mutating func setWeights(fromCells drawn: [Double]) {
        precondition(drawn.count == 2 * count && won.count == count && lost.count == count)
        precondition(wonAbove.count == count + 1 && lostAbove.count == count + 1)
        let count = count
        var wonSum = 0.0
        var lostSum = 0.0
        unsafe drawn.withUnsafeBufferPointer { drawn in
            unsafe won.withUnsafeMutableBufferPointer { won in
                unsafe lost.withUnsafeMutableBufferPointer { lost in
                    for group in 0..<count {
                        unsafe lost[group] = drawn[2 &* group]
                        unsafe won[group] = drawn[2 &* group &+ 1]
                    }
                }
            }
            unsafe wonAbove.withUnsafeMutableBufferPointer { wonAbove in
                unsafe lostAbove.withUnsafeMutableBufferPointer { lostAbove in
                    for group in 0..<count {
                        unsafe lostSum += drawn[2 &* group]
                        unsafe wonSum += drawn[2 &* group &+ 1]
                        unsafe lostAbove[group &+ 1] = lostSum
                        unsafe wonAbove[group &+ 1] = wonSum
                    }
                }
            }
        }
    }
}
