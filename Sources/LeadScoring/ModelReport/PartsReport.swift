public import Evaluation
import LearningCore

/// How a model does in parts of the leads: months, or segments.
public struct PartsReport: Sendable, Encodable {
    /// The column that parts the leads.
    public let column: String
    /// It was chosen because nobody named one.
    public let isFound: Bool
    /// In order of time, or the largest first.
    public let parts: [Part]

    private enum CodingKeys: String, CodingKey {
        case column, parts
        case isFound = "is_found"
    }

    public struct Part: Sendable, Encodable {
        public let name: String
        public let rows: Int
        public let positives: Int
        /// The share won.
        public let rate: Estimate
        /// The mean probability stated.
        public let expected: Double
        /// `nil` under ten won or ten lost leads: too few to say.
        public let auc: Estimate?

        private enum CodingKeys: String, CodingKey {
            case name, rows, positives, rate, expected
            case auc = "roc_auc"
        }
    }

    static let fewestOfAnOutcome = 10

    /// - Parameters:
    ///   - names: what the parts are called, in their order.
    ///   - part: for each lead its part, or −1 for none. Parts without a lead are left out.
    init(
        column: String, isFound: Bool, names: [String], part: [Int], logOdds: [Double], labels: [Bool],
        on pool: WorkerPool
    ) {
        self.column = column
        self.isFound = isFound
        var rows = [[Int]](repeating: [], count: names.count)
        for (row, part) in part.enumerated() where part >= 0 { rows[part].append(row) }
        let members = rows
        parts = pool.map(names.count) { index in
            Self.part(
                names[index], members[index].map { logOdds[$0] }, labels: members[index].map { labels[$0] })
        }.compactMap(\.self)
    }

    private static func part(_ name: String, _ logOdds: [Double], labels: [Bool]) -> Part? {
        let won = labels.count { $0 }
        guard let rate = WilsonInterval.estimate(successes: Double(won), trials: Double(labels.count)) else {
            return nil
        }
        let isEnough = min(won, labels.count - won) >= fewestOfAnOutcome
        let scored = isEnough ? try? ScoredOutcomes(logOdds: logOdds, labels: labels) : nil
        let sum = logOdds.reduce(0) { $0 + LogisticLoss.probability(logOdds: $1) }
        return Part(
            name: name, rows: labels.count, positives: won, rate: rate, expected: sum / Double(labels.count),
            auc: scored.flatMap { ROCAUC().estimate(of: $0, confidence: 0.95) })
    }
}
