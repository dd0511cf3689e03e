internal import Foundation
public import LearningCore

/// A number in a few ranges, along which the share of won leads only rises or only falls.
///
/// A range's weight of evidence is how much it speaks for winning, its information value what the ranges tell in all
/// (Kullback's symmetric divergence; Siddiqi, *Credit Risk Scorecards*, 2006):
///
///     WoE_b = ln((W_b / W) / (L_b / L)),      IV = Σ_b (W_b / W − L_b / L) WoE_b
///
/// with W and L the weights of won and lost leads, half a lead added to each range's. Ranges start from up to 50 of equal weight.
/// Neighbours that break the direction are pooled (pool adjacent violators: Ayer et al., 1955), which of all monotone steps gives
/// those of greatest likelihood; the direction that keeps more information is taken. Then neighbours are merged, those that cost
/// least information first, until every range has enough leads and there are no more than wanted.
public struct WeightOfEvidenceBins: Sendable, Equatable {
    /// Between the ranges, rising; an edge belongs to the range below it.
    public let edges: [Double]
    /// By range, then missing values.
    public let weightsOfEvidence: [Double]
    /// By range, then missing values: the weight of won and of lost leads.
    public let counts: [Count]
    public let informationValue: Double

    public struct Count: Sendable, Equatable {
        public var won: Double
        public var lost: Double

        public var all: Double { won + lost }
    }

    /// - Parameters:
    ///   - values: NaN is missing.
    ///   - weights: by row, finite and ≥ 0; `nil` is 1 each.
    ///   - mostRanges: ≥ 1.
    ///   - leastShare: of all leads in a range, in 0…0.5.
    /// - Throws: ``LearningError/tooFewRows(_:)`` or ``LearningError/oneClass(won:)``.
    /// - Complexity: O(rows · log rows).
    public init(
        values: [Double], labels: [Bool], weights: [Double]? = nil, mostRanges: Int = 8, leastShare: Double = 0.05
    ) throws(LearningError) {
        precondition(values.count == labels.count && mostRanges >= 1 && (0...0.5).contains(leastShare))
        var ranges = FineRanges(values: values, labels: labels, weights: weights)
        let total = ranges.total
        guard total.all > 0 else { throw .tooFewRows(values.count) }
        guard total.won > 0, total.lost > 0 else { throw .oneClass(won: total.won > 0) }
        let directions = [true, false].map { ranges.monotone(rising: $0) }
        let information = directions.map { Self.information($0.counts, total) }
        ranges = information[0] >= information[1] ? directions[0] : directions[1]
        ranges.merge(to: mostRanges, leastWeight: leastShare * total.all, total: total)
        edges = ranges.edges
        counts = ranges.counts + [ranges.missing]
        weightsOfEvidence = counts.map { Self.evidence($0, total) }
        informationValue = Self.information(counts, total)
    }

    /// The range of a number; the last index, that of missing values, for NaN.
    public func index(of value: Double) -> Int {
        value.isNaN ? counts.count - 1 : edges.partitioningIndex { value <= $0 }
    }

    /// 0 where there are no leads.
    static func evidence(_ count: Count, _ total: Count) -> Double {
        guard count.all > 0 else { return 0 }
        return log((count.won + 0.5) / (total.won + 0.5)) - log((count.lost + 0.5) / (total.lost + 0.5))
    }

    static func information(_ counts: [Count], _ total: Count) -> Double {
        counts.reduce(0) { $0 + ($1.won / total.won - $1.lost / total.lost) * evidence($1, total) }
    }
}

/// Ranges while they are made.
private struct FineRanges {
    typealias Count = WeightOfEvidenceBins.Count

    var edges: [Double] = []
    var counts: [Count] = []
    var missing = Count(won: 0, lost: 0)

    private static let most = 50

    init(values: [Double], labels: [Bool], weights: [Double]?) {
        var rows: [Int] = []
        for row in values.indices where weights?[row] ?? 1 > 0 {
            if values[row].isNaN { missing.add(weights?[row] ?? 1, won: labels[row]) } else { rows.append(row) }
        }
        rows.sort { values[$0] < values[$1] }
        let share = rows.reduce(0) { $0 + (weights?[$1] ?? 1) } / Double(Self.most)
        var current = Count(won: 0, lost: 0)
        for (place, row) in rows.enumerated() {
            current.add(weights?[row] ?? 1, won: labels[row])
            let isLast = place == rows.count - 1
            guard isLast || current.all >= share && values[rows[place + 1]] > values[row] else { continue }
            counts.append(current)
            if !isLast { edges.append(values[row]) }
            current = Count(won: 0, lost: 0)
        }
    }

    var total: Count { counts.reduce(missing) { Count(won: $0.won + $1.won, lost: $0.lost + $1.lost) } }

    /// Pools neighbours until the share of won leads goes one way.
    func monotone(rising: Bool) -> FineRanges {
        var pooled = self
        (pooled.edges, pooled.counts) = ([], [])
        for (index, count) in counts.enumerated() {
            if index > 0 { pooled.edges.append(edges[index - 1]) }
            pooled.counts.append(count)
            while pooled.counts.count > 1 {
                let (a, b) = (pooled.counts[pooled.counts.count - 2], pooled.counts[pooled.counts.count - 1])
                let (low, high) = (a.won * b.all, b.won * a.all)
                guard rising ? low >= high : low <= high else { break }
                pooled.join(pooled.counts.count - 2)
            }
        }
        return pooled
    }

    mutating func merge(to most: Int, leastWeight: Double, total: Count) {
        while counts.count > 1 {
            let tooMany = counts.count > most
            let candidates = counts.indices.dropLast().filter {
                tooMany || min(counts[$0].all, counts[$0 + 1].all) < leastWeight
            }
            guard let cheapest = candidates.min(by: { cost($0, total) < cost($1, total) }) else { return }
            join(cheapest)
        }
    }

    /// The information lost by joining a range with the next.
    private func cost(_ index: Int, _ total: Count) -> Double {
        let (a, b) = (counts[index], counts[index + 1])
        return WeightOfEvidenceBins.information([a, b], total)
            - WeightOfEvidenceBins.information([Count(won: a.won + b.won, lost: a.lost + b.lost)], total)
    }

    private mutating func join(_ index: Int) {
        let next = counts.remove(at: index + 1)
        counts[index].won += next.won
        counts[index].lost += next.lost
        edges.remove(at: index)
    }
}

extension WeightOfEvidenceBins.Count {
    mutating func add(_ weight: Double, won isWon: Bool) {
        if isWon { won += weight } else { lost += weight }
    }
}
