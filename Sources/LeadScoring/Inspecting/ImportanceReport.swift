import Evaluation
import LearningCore

/// What a model's figure on some leads owes to each column, the most important first.
public struct ImportanceReport: Sendable, Encodable {
    /// Closed leads, and those of them that were looked at, with the won among these.
    public let closed: Int
    public let rows: Int
    public let positives: Int
    /// Leads without an outcome, which were left out, and rejected rows.
    public let open: Int
    public let rejected: Int
    public let metric: String
    /// `higher` or `lower`: which way the metric is better.
    public let direction: String
    /// The metric on the leads as they are.
    public let value: Double
    public let repeats: Int
    public let seed: UInt64
    public let columns: [Column]
    /// These are the very leads the model learned from.
    public let isTrainingData: Bool
    private let basis: String

    public struct Column: Sendable, Encodable {
        public let column: String
        /// How far the metric gets worse when the column is shuffled: the mean, its spread over the repeats, and each.
        public let loss: Double
        public let standardDeviation: Double
        public let losses: [Double]

        private enum CodingKeys: String, CodingKey {
            case column, loss, losses
            case standardDeviation = "standard_deviation"
        }

        /// Whether the loss stands out from its spread.
        var isClear: Bool { loss > 2 * standardDeviation && loss > 1e-9 }
    }

    private enum CodingKeys: String, CodingKey {
        case closed, rows, positives, open, rejected, metric, direction, value, repeats, seed, columns
        case isTrainingData = "is_training_data"
    }

    init(
        _ leads: InspectedLeads, columns: [(name: String, features: [Int])], _ study: ImportanceStudy,
        metric: any Metric, _ request: ImportanceRun.Request
    ) {
        closed = leads.closed
        rows = leads.dataset.rowCount
        positives = leads.dataset.positiveCount
        open = leads.open
        rejected = leads.rejected
        self.metric = metric.name
        direction = metric.direction.rawValue
        value = study.value
        repeats = request.repeats
        seed = request.seed
        isTrainingData = leads.isTrainingData
        basis = leads.words(request.source.name)
        let found = zip(columns, study.importances).map { column, importance in
            Column(
                column: column.name, loss: importance.mean, standardDeviation: importance.standardDeviation,
                losses: importance.losses)
        }
        self.columns = found.enumerated().sorted { (-$0.element.loss, $0.offset) < (-$1.element.loss, $1.offset) }
            .map(\.element)
    }
}

extension ImportanceReport {
    /// For a terminal; columns whose loss does not stand out are only counted.
    public func summary(model: String) -> String {
        var lines = [
            "\(model) on \(basis), \(grouped(positives)) won: \(metric) \(decimal(value, 4)).",
            "How much worse it gets when a column is shuffled, the mean of \(repeats):",
        ]
        if isTrainingData {
            lines.append("  These are the leads the model learned from: it shows what it learned by heart as well.")
        }
        let clear = columns.filter(\.isClear)
        if !clear.isEmpty {
            let width = min(40, max(16, clear.map { $0.column.count }.max() ?? 0))
            lines.append("  " + "column".padded(to: width) + "     worse by   spread")
            lines += clear.map { column in
                "  " + column.column.padded(to: width) + decimal(column.loss, 5).leftPadded(to: 13)
                    + decimal(column.standardDeviation, 5).leftPadded(to: 9)
            }
        }
        let others = columns.count - clear.count
        if others > 0 {
            let what = "\(others) \(clear.isEmpty ? "" : "more ")column\(others == 1 ? "" : "s")"
            lines.append("  \(what): nothing that stands out from twice the spread")
        }
        if open > 0 { lines.append("Left out: \(grouped(open)) leads without an outcome") }
        if rejected > 0 { lines.append("Rejected: \(grouped(rejected)) rows") }
        return lines.joined(separator: "\n")
    }
}
