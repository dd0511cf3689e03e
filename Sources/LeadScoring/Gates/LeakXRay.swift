public import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage

/// How much of a model's skill would be borrowed from the future: the same small model trained and judged on the same
/// leads, with what was known at the snapshot, with all that stands in the tables today, and with what was known some
/// days before the snapshot (R-LEAK-1).
///
/// A model of today's tables that looks much better saw the future. One that falls apart when the snapshot moves back a
/// little lives on the last days before it: perhaps rightly, perhaps because something ended there.
public struct LeakXRay: Sendable, Encodable {
    /// What the model was allowed to see.
    public struct View: Sendable, Encodable {
        public let name: String
        public let auc: Estimate?
    }

    /// The snapshot first, then the tables as they stand today, then earlier snapshots.
    public let views: [View]
    /// AUC of today's tables less that of the snapshot: what is borrowed from the future.
    public let borrowed: Double?

    static let shifts = [7 * Span.day, 30 * Span.day]

    /// `nil` for leads without events and without attributes in long form.
    init?(_ leads: ClosedLeads, _ gates: LeadGates, _ split: Split, on pool: WorkerPool) throws(Diagnostic) {
        guard let moments = leads.moments, moments.hasHistory else { return nil }
        let oldest = moments.history.ages.max() ?? 0
        // All that is in the tables, the events that end a case included.
        let today = leads.shifted(by: .infinity, on: pool)
        let open = LeadRecipe(attributes: today.recipe(), events: gates.openEvents)
        var trials = [
            (name: "as of the snapshot", leads: leads, recipe: gates.recipe),
            (name: "as the tables stand today", leads: today, recipe: open),
        ]
        for shift in Self.shifts where shift < oldest {
            let earlier = leads.shifted(by: -shift, on: pool)
            trials.append((name: "\(Span.text(shift)) before the snapshot", leads: earlier, recipe: gates.recipe))
        }
        let all = trials
        let aucs = try pool.fits(all.count, rows: leads.labels.count) { index throws(Diagnostic) in
            try Self.auc(all[index].leads, all[index].recipe, split, on: pool)
        }
        views = zip(all, aucs).map { View(name: $0.name, auc: $1) }
        borrowed = aucs[0].flatMap { now in aucs[1].map { $0.value - now.value } }
    }

    private static func auc(
        _ leads: ClosedLeads, _ recipe: LeadRecipe, _ split: Split, on pool: WorkerPool
    ) throws(Diagnostic) -> Estimate? {
        let train = try FeaturizedLeads(leads.selecting(split.train), recipe, on: pool)
        let test = try FeaturizedLeads.dataset(leads.selecting(split.test), train.features, on: pool)
        let model = try ModelPlan.boosted(QuickModel.hyperparameters).fitted(to: train.dataset, on: pool).model
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try model.logOdds(of: test.features, on: pool)
        }
        let outcomes = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: test.labels)
        }
        return ROCAUC().estimate(of: outcomes, confidence: 0.95)
    }

    /// For a terminal.
    var lines: [String] {
        var lines = ["The same small model (held-out AUC), by what it may see:"]
        lines += views.map { view in
            let auc = view.auc.map { "\(decimal($0.value, 3))   [\(decimal($0.low, 3)), \(decimal($0.high, 3))]" }
            return "  \(view.name.padded(to: 32)) \(auc ?? "–")"
        }
        if let borrowed, borrowed > 0.005 {
            lines.append(
                "  \(decimal(borrowed, 3)) of today's AUC is borrowed from the future: new leads would not have it.")
        }
        return lines
    }
}
