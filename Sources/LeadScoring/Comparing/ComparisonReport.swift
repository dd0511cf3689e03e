public import Evaluation

/// What a comparison of a model with a rule score found; `--json` prints it.
///
/// Every figure is of the same leads, ``leads``, which the model has not learned from. Where leads tie at a cut, they
/// count in proportion, so that numbers of leads need not be whole. Intervals are 95 %.
public struct ComparisonReport: Sendable, Codable, Equatable {
    /// `leadscore.comparison/1`; keys are only ever added.
    public var schema = "leadscore.comparison/1"
    public let verdict: Verdict
    public let basis: Basis
    public let leads: Counts
    /// What the rules are called, and how their points became chances for the log loss.
    public let ruleScore: String
    public let ruleCalibration: String
    public let capacity: CapacityFigures
    public let model: ScoreFigures
    public let rules: ScoreFigures
    public let difference: Difference
    public let agreement: Agreement
    public let swap: SwapAnalysis
    public let policies: [PolicyFigures]
    public let hybrids: [HybridFigures]
    /// What is won at other capacities.
    public let capacityCurve: [CapacityPoint]
    public let profit: ProfitAnalysis?
    public let ruleEffects: RuleEffects
    public let segments: GroupComparison?
    public let periods: GroupComparison?
    public let worked: WorkedBands?
    public let caveats: [String]
    public let made: Made

    private enum CodingKeys: String, CodingKey {
        case schema, verdict, basis, leads, capacity, model, rules, difference, agreement, swap, policies, hybrids
        case profit, segments, periods, worked, caveats, made
        case ruleScore = "rule_score"
        case ruleCalibration = "rule_calibration"
        case capacityCurve = "capacity_curve"
        case ruleEffects = "rule_effects"
    }
}

extension ComparisonReport {
    /// How many leads were worked of how many.
    public struct CapacityFigures: Sendable, Codable, Equatable {
        public let leads: Double
        public let share: Double
    }

    /// What became of the rows of the table.
    public struct Counts: Sendable, Codable, Equatable {
        public let rowsIn: Int
        public let rejected: Int
        /// Without an outcome.
        public let open: Int
        /// Closed, but the model has learned from them.
        public let learnedFrom: Int
        public let withoutRuleScore: Int
        public let compared: Int
        /// Won ones among the compared.
        public let won: Int

        private enum CodingKeys: String, CodingKey {
            case rejected, open, compared, won
            case rowsIn = "rows_in"
            case learnedFrom = "learned_from"
            case withoutRuleScore = "without_rule_score"
        }
    }

    /// Which leads are judged on.
    public struct Basis: Sendable, Codable, Equatable {
        public enum Kind: String, Sendable, Codable {
            /// The leads that training held out of this very table, with the scores of a model that had not seen them.
            case heldOut = "held_out"
            /// Another table than the one the model was trained on.
            case otherLeads = "other_leads"
        }

        public let kind: Kind
        /// `time`, `group` or `random`, for leads that were held out.
        public let split: String?
        /// About what share of the leads the model learned from seems to be in the table too.
        public let knownShare: Double?

        private enum CodingKeys: String, CodingKey {
            case kind, split
            case knownShare = "known_share"
        }

        static func heldOut(split: String) -> Basis { Basis(kind: .heldOut, split: split, knownShare: nil) }

        static func otherLeads(knownShare: Double) -> Basis {
            Basis(kind: .otherLeads, split: nil, knownShare: knownShare)
        }
    }

    /// How well one of the two scores does.
    public struct ScoreFigures: Sendable, Codable, Equatable {
        /// By name: `roc_auc`, `average_precision`, `log_loss`, `brier`, `ece`, `won_at_capacity`, `lift_at_capacity`,
        /// `capture_at_capacity`. Undefined ones are left out.
        public let metrics: [String: Estimate]
        public let gains: GainsTable?
        public let reliability: ReliabilityCurve
        /// Leads by stated probability, in twentieths of 0…1.
        public let histogram: [Int]
        /// At most 201 points.
        public let roc: [ROCCurve.Point]
        public let precisionRecall: [PrecisionRecallCurve.Point]
        /// ROC, precision and recall, and gains at every fiftieth, with their bands.
        public let curves: [CurveBand]
        /// The leads that can be skipped while under 5 % of the wins are lost; `nil` without a won lead.
        public let safeSkip: SafeSkip?

        private enum CodingKeys: String, CodingKey {
            case metrics, gains, reliability, histogram, roc, curves
            case precisionRecall = "precision_recall"
            case safeSkip = "safe_skip"
        }
    }

    /// Model − rules, lead by lead.
    public struct Difference: Sendable, Codable, Equatable {
        /// DeLong's paired test.
        public let rocAUC: Estimate
        public let rocAUCStandardError: Double
        public let rocAUCPValue: Double
        /// Paired bootstrap.
        public let averagePrecision: Estimate?
        public let logLoss: Estimate?
        public let wonAtCapacity: Estimate?

        private enum CodingKeys: String, CodingKey {
            case rocAUC = "roc_auc"
            case rocAUCStandardError = "roc_auc_standard_error"
            case rocAUCPValue = "roc_auc_p_value"
            case averagePrecision = "average_precision"
            case logLoss = "log_loss"
            case wonAtCapacity = "won_at_capacity"
        }
    }

    /// How alike the two rank the leads.
    public struct Agreement: Sendable, Codable, Equatable {
        /// The share of the leads chosen at capacity that both choose.
        public let overlapAtCapacity: Double
        /// `nil` if one of the scores is the same for all leads.
        public let spearman: Double?
        public let kendall: Double?

        private enum CodingKeys: String, CodingKey {
            case spearman, kendall
            case overlapAtCapacity = "overlap_at_capacity"
        }
    }

    /// What it took to make the report.
    public struct Made: Sendable, Codable, Equatable {
        public let version: String
        public let seed: UInt64
        /// The fingerprint of the leads the model learned from.
        public let trainingFingerprint: String
        public let modelKind: String

        private enum CodingKeys: String, CodingKey {
            case version, seed
            case trainingFingerprint = "training_fingerprint"
            case modelKind = "model_kind"
        }
    }
}
