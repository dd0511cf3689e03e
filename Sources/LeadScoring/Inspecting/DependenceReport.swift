import LearningCore

/// What the values of some columns do to a model's scores on some leads.
public struct DependenceReport: Sendable, Encodable {
    /// Closed leads, and those of them that were looked at, with the won among these.
    public let closed: Int
    public let rows: Int
    public let positives: Int
    public let columns: [Column]
    private let basis: String

    public struct Column: Sendable, Encodable {
        public let column: String
        /// A curve for each feature made of the column.
        public let features: [Curve]
    }

    public struct Curve: Sendable, Encodable {
        public let feature: String
        public let isNumeric: Bool
        public let points: [Point]

        private enum CodingKeys: String, CodingKey {
            case feature, points
            case isNumeric = "is_numeric"
        }
    }

    public struct Point: Sendable, Encodable {
        /// A level, or a number that ends a part: its leads lie above the one before. `nil` for leads without a value.
        public let value: String?
        /// The leads of the part, and the won among them.
        public let rows: Int
        public let won: Int
        /// The mean over all leads if each had this value: partial dependence.
        public let probability: Double
        public let logOdds: Double
        /// What the value adds to the log-odds, against the mean: accumulated local effect. `nil` without a value.
        public let effect: Double?

        private enum CodingKeys: String, CodingKey {
            case value, rows, won, probability, effect
            case logOdds = "log_odds"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case closed, rows, positives, columns
    }

    init(_ leads: InspectedLeads, _ columns: [Column], _ request: DependenceRun.Request) {
        closed = leads.closed
        rows = leads.dataset.rowCount
        positives = leads.dataset.positiveCount
        self.columns = columns
        basis = leads.words(request.source.name)
    }
}

extension DependenceReport {
    /// For a terminal.
    public func summary(model: String) -> String {
        var lines = ["\(model) on \(basis), \(grouped(positives)) won (\(percent(Double(positives) / Double(rows)))):"]
        for column in columns {
            for curve in column.features where !curve.isFlat || column.features.count == 1 {
                lines += [""] + curve.lines
            }
            let flat = column.features.count(where: \.isFlat)
            if flat > 0, column.features.count > 1 {
                lines += ["", "  \(flat) more of \"\(column.column)\" change nothing"]
            }
        }
        lines += [
            "",
            "  chance: the mean chance of these leads if all had the value and nothing else changed (partial dependence)",
            "  effect: what the value adds to the log-odds, from changes among leads like those that have it (ALE)",
        ]
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }
}

extension DependenceReport.Curve {
    /// Whether the model does not mind the values at all.
    fileprivate var isFlat: Bool {
        let heights = points.map(\.logOdds)
        return (heights.max() ?? 0) - (heights.min() ?? 0) < 1e-9
    }

    fileprivate var lines: [String] {
        let width = min(40, max(16, feature.count + 2, points.compactMap { $0.value?.count }.max() ?? 0))
        let head = isNumeric ? "\(feature) ≤" : feature
        let titles = ["leads", "won", "chance", "effect"].map { $0.leftPadded(to: 9) }.joined()
        return ["  " + head.padded(to: width) + titles] + points.map { line($0, width) }
    }

    private func line(_ point: DependenceReport.Point, _ width: Int) -> String {
        let label = point.value.map { isNumeric ? Double($0).map(CellText.number) ?? $0 : $0 } ?? "no value"
        let cells = [
            grouped(point.rows), point.rows > 0 ? percent(Double(point.won) / Double(point.rows)) : "–",
            decimal(point.probability * 100, 1) + " %", point.effect.map { signed($0, 2) } ?? "–",
        ]
        return "  " + label.padded(to: width) + cells.map { $0.leftPadded(to: 9) }.joined()
    }
}
