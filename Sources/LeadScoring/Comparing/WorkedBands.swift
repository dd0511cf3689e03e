public import Evaluation
import LearningCore
import Tabular

/// Whether sales worked the leads, by rule points: where the rules sent sales, there outcomes can be known.
public struct WorkedBands: Sendable, Codable, Equatable {
    public struct Band: Sendable, Codable, Equatable {
        /// Lowest and highest points.
        public let from: Double
        public let to: Double
        public let leads: Int
        /// The share that was worked.
        public let worked: Estimate?
        /// The won rate of the worked ones.
        public let rate: Estimate?
    }

    public let column: String
    /// By falling points; fifths of the leads, equal points together.
    public let bands: [Band]
}

extension WorkedBands {
    init(_ column: Column, _ leads: ComparedLeads) {
        self.column = column.name
        let order = leads.points.indices.sorted { (leads.points[$0], $1) > (leads.points[$1], $0) }
        var groups: [[Int]] = []
        var last = -1
        for run in Self.runs(order, leads.points) {
            // A run of equal points belongs to the fifth in which its middle falls.
            let fifth = (run.lowerBound + run.upperBound) * 5 / (2 * order.count)
            if fifth != last { groups.append([]) }
            last = fifth
            groups[groups.count - 1] += order[run]
        }
        bands = groups.map { rows in
            let worked = rows.filter { Self.isWorked(column, $0) }
            let won = worked.count { leads.labels[$0] }
            return Band(
                from: leads.points[rows[rows.count - 1]], to: leads.points[rows[0]], leads: rows.count,
                worked: WilsonInterval.estimate(successes: Double(worked.count), trials: Double(rows.count)),
                rate: WilsonInterval.estimate(successes: Double(won), trials: Double(worked.count)))
        }
    }

    private static func runs(_ order: [Int], _ points: [Double]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for place in order.indices
        where place + 1 == order.count || points[order[place]] != points[order[place + 1]] {
            runs.append(start..<place + 1)
            start = place + 1
        }
        return runs
    }

    /// A name, a date, a number other than 0 or a yes say that somebody worked the lead; a blank, 0 or a no that nobody did.
    static func isWorked(_ column: Column, _ row: Int) -> Bool {
        guard column.state(at: row) == .value else { return false }
        return switch column.values {
        case .boolean(let values): values[row]
        case .number(let values): values[row] != 0
        case .date: true
        case .text(let values): !LabelMapping.usualLost.contains(LabelMapping.folded(values[row]))
        }
    }
}
