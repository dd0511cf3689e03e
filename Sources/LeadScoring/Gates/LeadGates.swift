import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage

/// What all gates together say of some leads, and the features that are left to learn from: for `check` and `train`.
struct LeadGates: Sendable {
    let findings: [LeakFinding]
    let evidence: [ColumnEvidence]
    /// Sentences about columns that stay.
    let doubts: [String]
    let caseEnding: [CaseEndingType]
    let recipe: LeadRecipe
    /// With all that the gates leave out.
    let openEvents: EventFeatureRecipe?

    /// The columns that are left out.
    var leaks: Set<String> { Set(findings.map(\.column)) }

    /// - Parameters:
    ///   - rows: the training leads, which alone decide; all if `nil`.
    ///   - openFill: for each column the share of open leads that have a value.
    init(
        _ leads: ClosedLeads, _ request: TrainingRequest, rows: [Int]?, openFill: [String: Double], on pool: WorkerPool
    ) throws(Diagnostic) {
        let kept = Set(request.allowedLeaks)
        let shown = rows.map { leads.selecting($0) } ?? leads
        let later = try LaterEvents(pool: pool).findings(on: shown, kept: kept)
        let history = leads.moments?.history
        let settled = [history?.outcomeTimeColumn, history?.joinColumn, history?.attributes?.joinColumn]
            .compactMap(\.self)
        caseEnding = try EventGate.findings(on: leads, rows: rows)
        let events = EventGate.recipe(for: leads, request.eventFeatures, caseEnding, kept: request.allowedLeaks)
        let context = LeakGate.Context(
            assignments: leads.assignments.filter { !settled.contains($0.name) }, openFill: openFill,
            kept: kept.union(later.map(\.column)), tables: leads.tables, events: shown.events, eventRecipe: events)
        let report = try LeakGate(pool: pool, seed: request.seed)
            .report(on: shown.frame, labels: shown.finalLabels, context: context)
        let found = later + report.findings
        findings = found
        (evidence, doubts) = (report.evidence, report.doubts)
        recipe = LeadRecipe(
            attributes: leads.recipe(excluding: Set(found.map(\.column))), events: events, crosses: request.crosses)
        openEvents = EventGate.recipe(for: leads, request.eventFeatures, [], kept: [])
    }
}
