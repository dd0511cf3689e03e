import FeatureExtraction
import LeadHistory

/// Keeps events that are the outcome itself out of the features (R-LEAK-1).
enum EventGate {
    /// The types of events that end a case, as the given rows show; all rows if none are given.
    static func findings(on leads: ClosedLeads, rows: [Int]?) throws(Diagnostic) -> [CaseEndingType] {
        guard let moments = leads.moments, let log = moments.log else { return [] }
        let shown = Set((rows ?? Array(moments.snapshots.indices)).map { moments.snapshots[$0].row })
        return try Diagnostic.translating { () throws(HistoryError) in
            // Held-out leads decide nothing. Where no closing time is known, none must look like one.
            let cases = try LeadCases(
                created: moments.cases.created, closed: moments.cases.closed.map { $0.isFinite ? $0 : .nan },
                outcomes: moments.cases.outcomes.enumerated().map { shown.contains($0) ? $1 : .open })
            return try CaseEndingTypes.find(in: log, cases: cases)
        }
    }

    /// How events become features, without those that end a case unless somebody wants to keep them.
    static func recipe(
        for leads: ClosedLeads, _ wanted: EventFeatureRecipe, _ findings: [CaseEndingType], kept: [String]
    ) -> EventFeatureRecipe? {
        guard leads.events != nil else { return nil }
        var recipe = wanted
        recipe.excludedTypes += findings.map(\.type).filter { !kept.contains($0) }
        return recipe
    }
}
