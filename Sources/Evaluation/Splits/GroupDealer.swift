import LearningCore

/// Deals groups of rows to parts of given shares, so that each part gets its share of won, of lost and of all rows.
///
/// With x_pc rows of kind c (won, lost, any) in part p, N_c of them in all and shares q_p, the imbalance is
///
///     Φ = Σ_p Σ_c x_pc² / (N_c² q_p),
///
/// which is least when x_pc = q_p N_c. Groups are dealt largest first, each to the part where Φ grows least: a greedy
/// method, as good partitions by group are NP-hard to find. Equal groups are in random order.
struct GroupDealer {
    /// The number of each row's group, by first appearance.
    private let groupOfRow: [Int]
    /// Won and lost rows of each group.
    private var counts: [Count]

    init<Group: Hashable>(groups: [Group], labels: [Bool]) {
        let numbered = GroupNumbers(groups)
        groupOfRow = numbered.ofRow
        counts = Array(repeating: Count(), count: numbered.count)
        for (group, won) in zip(groupOfRow, labels) {
            if won { counts[group].won += 1 } else { counts[group].lost += 1 }
        }
    }

    func requireGroups(_ needed: Int) throws(EvaluationError) {
        guard counts.count >= needed else {
            throw .tooFewDistinct(.groups, found: counts.count, needed: needed)
        }
    }

    /// - Returns: the part of each row. Complexity: O(groups · (parts + log groups) + rows).
    func dealt(shares: [Double], seed: UInt64) throws(EvaluationError) -> [Int] {
        try requireGroups(shares.count)
        var order = Array(counts.indices)
        var generator = SeededGenerator(seed: seed)
        generator.shuffle(&order)
        let rank = order.enumerated().sorted { first, second in
            let sizes = (counts[first.element].all, counts[second.element].all)
            return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : first.offset < second.offset
        }
        let all = counts.reduce(Count(), +)
        var filled = [Count](repeating: Count(), count: shares.count)
        var part = [Int](repeating: 0, count: counts.count)
        for group in rank.lazy.map(\.element) {
            let count = counts[group]
            var best = 0
            var least = Double.infinity
            for candidate in shares.indices {
                let growth = count.growth(upon: filled[candidate], of: all) / shares[candidate]
                if growth < least { (best, least) = (candidate, growth) }
            }
            filled[best] = filled[best] + count
            part[group] = best
        }
        return groupOfRow.map { part[$0] }
    }

    /// Rows of a group or part.
    private struct Count {
        var won = 0.0
        var lost = 0.0

        var all: Double { won + lost }

        static func + (first: Count, second: Count) -> Count {
            Count(won: first.won + second.won, lost: first.lost + second.lost)
        }

        /// By how much Σ_c x_c² / N_c² grows when these rows join those already there.
        func growth(upon there: Count, of total: Count) -> Double {
            func term(_ here: Double, _ there: Double, _ total: Double) -> Double {
                total > 0 ? (2 * there + here) * here / (total * total) : 0
            }
            return term(won, there.won, total.won) + term(lost, there.lost, total.lost)
                + term(all, there.all, total.all)
        }
    }
}

/// Small numbers for groups, in order of first appearance (never in hash order).
struct GroupNumbers {
    let ofRow: [Int]
    let count: Int

    init<Group: Hashable>(_ groups: [Group]) {
        var known: [Group: Int] = [:]
        var ofRow: [Int] = []
        ofRow.reserveCapacity(groups.count)
        for group in groups {
            let number = known[group] ?? known.count
            if number == known.count { known[group] = number }
            ofRow.append(number)
        }
        self.ofRow = ofRow
        count = known.count
    }
}
