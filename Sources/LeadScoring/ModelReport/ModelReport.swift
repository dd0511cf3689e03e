public import Evaluation

/// What there is to say of a model, judged on leads whose outcome is known: the numbers of `leadscore report`.
///
/// The page and `--json` are both made of this, so that they cannot differ.
public struct ModelReport: Sendable {
    public var background: ModelBackground
    public var leads: Leads
    public var evaluation: EvaluationReport
    /// The deciles; `nil` without a won lead.
    public var gains: GainsTable?
    public var reliability: ReliabilityCurve
    /// `nil` where it is not determined.
    public var calibration: CalibrationFigures?
    /// How many leads were given a probability within each twentieth of 0…1.
    public var histogram: [Int]
    /// ROC, precision and recall, gains.
    public var curves: [CurveBand]
    public var capacity: [CapacityLine]
    /// `nil` unless a value and a cost were given.
    public var profit: ProfitBand?
    /// By the time of the lead; `nil` if the model knows no time column, or the table lacks it.
    public var time: PartsReport?
    public var segment: PartsReport?
    public var examples: [ExampleLead]

    /// The leads the model was judged on.
    public struct Leads: Sendable, Encodable {
        public let file: String
        /// Closed leads judged, and the won among them.
        public let rows: Int
        public let positives: Int
        public let open: Int
        public let rejected: Int
        public let scope: Scope
        /// The mean probability the model gave them.
        public let expected: Double
        /// The share that was won.
        public let rate: Estimate

        /// Which leads of the file these are.
        public enum Scope: String, Sendable, Encodable {
            /// None of them was used to train the judged model.
            case heldOut = "held_out"
            /// All closed leads of another file.
            case all
            /// The leads the model learned from: the figures flatter.
            case training
        }
    }

    /// Leads worked, and what that brings, if the best are worked first.
    public struct CapacityLine: Sendable, Encodable {
        public let leads: Double
        public let share: Double
        /// Won leads among them.
        public let won: Double
        /// Won leads among as many taken at random.
        public let random: Double
        public let rate: Double
        /// Share of all won leads reached.
        public let capture: Estimate
        /// The user's own capacity.
        public let isAsked: Bool
    }

    /// The model cannot be told from guessing on these leads (R-GATE-2).
    public var hasNoSignal: Bool { evaluation["roc_auc"]?.contains(0.5) ?? true }
}

extension ModelReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case model, leads, metrics, gains, reliability, calibration, histogram, curves, capacity, profit, time, segment,
            drivers
        case examples, rejects, origin
        case driverRows = "driver_rows"
        case noSignal = "no_signal"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(background.model, forKey: .model)
        try container.encode(leads, forKey: .leads)
        try container.encode(MetricsByName(evaluation), forKey: .metrics)
        try container.encode(hasNoSignal, forKey: .noSignal)
        try container.encode(gains, forKey: .gains)
        try container.encode(reliability, forKey: .reliability)
        try container.encode(calibration, forKey: .calibration)
        try container.encode(histogram, forKey: .histogram)
        try container.encode(curves, forKey: .curves)
        try container.encode(capacity, forKey: .capacity)
        try container.encode(profit, forKey: .profit)
        try container.encode(time, forKey: .time)
        try container.encode(segment, forKey: .segment)
        try container.encode(background.drivers, forKey: .drivers)
        try container.encode(background.driverRows, forKey: .driverRows)
        try container.encode(examples, forKey: .examples)
        try container.encode(background.rejects, forKey: .rejects)
        try container.encode(background.origin, forKey: .origin)
    }
}
