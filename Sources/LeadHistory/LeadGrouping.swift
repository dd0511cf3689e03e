import LearningCore

/// The positions of events brought together by lead: a counting sort, which keeps the order of the file.
struct LeadGrouping {
    private let positions: [Int32]
    private let starts: [Int]

    private static let leadsPerTask = 4_096

    /// - Parameter leads: the lead of each event, in `0 ..< leadCount`.
    init(_ leads: [Int32], leadCount: Int) {
        var starts = [Int](repeating: 0, count: leadCount + 1)
        for lead in leads { starts[Int(lead) + 1] += 1 }
        for lead in 0..<leadCount { starts[lead + 1] += starts[lead] }
        var next = starts
        var positions = [Int32](repeating: 0, count: leads.count)
        for (position, lead) in leads.enumerated() {
            positions[next[Int(lead)]] = Int32(position)
            next[Int(lead)] += 1
        }
        self.starts = starts
        self.positions = positions
    }

    /// Positions by lead, then time, then file order, without repeated identifiers (0 is none); and where leads start.
    func sorted(times: [Double], identifiers: [UInt64], on pool: WorkerPool) -> (order: [Int32], offsets: [Int]) {
        let blocks = WorkerPool.blocks(of: starts.count - 1, size: Self.leadsPerTask)
        let parts = pool.map(blocks.count) { block in
            var order: [Int32] = []
            var counts: [Int] = []
            for lead in blocks[block] {
                let before = order.count
                appendLead(lead, times, identifiers, to: &order)
                counts.append(order.count - before)
            }
            return (order: order, counts: counts)
        }
        var order: [Int32] = []
        order.reserveCapacity(positions.count)
        var offsets = [0]
        offsets.reserveCapacity(starts.count)
        for part in parts {
            order.append(contentsOf: part.order)
            for count in part.counts { offsets.append(offsets[offsets.count - 1] + count) }
        }
        return (order, offsets)
    }

    private func appendLead(_ lead: Int, _ times: [Double], _ identifiers: [UInt64], to order: inout [Int32]) {
        let range = starts[lead]..<starts[lead + 1]
        if range.isEmpty { return }
        let isSorted = range.dropLast().allSatisfy { times[Int(positions[$0])] <= times[Int(positions[$0 + 1])] }
        if isSorted && identifiers.isEmpty {
            for index in range { order.append(positions[index]) }
            return
        }
        let sorted = positions[range].sorted { (times[Int($0)], $0) < (times[Int($1)], $1) }
        guard !identifiers.isEmpty else {
            order.append(contentsOf: sorted)
            return
        }
        var seen = Set<UInt64>()
        for position in sorted {
            let identifier = identifiers[Int(position)]
            if identifier == 0 || seen.insert(identifier).inserted { order.append(position) }
        }
    }
}
