import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

extension ComparisonRun {
    func swapAnalysis(
        _ leads: ComparedLeads, _ sets: SwapSets, model: TopSelection, rules: TopSelection
    ) throws(Diagnostic) -> SwapAnalysis {
        let modelOnly = SwapSets.chances(of: .firstOnly, model, rules)
        let rulesOnly = SwapSets.chances(of: .secondOnly, model, rules)
        let finder = TraitFinder(frame: leads.frame, first: modelOnly, second: rulesOnly)
        // That the rules' choices have more points is no news.
        let columns = artifact.features.inputs.map(\.name).filter { name in !leads.parts.contains { $0.name == name } }
        return SwapAnalysis(
            both: sets.both, modelOnly: sets.firstOnly, rulesOnly: sets.secondOnly, neither: sets.neither,
            mcNemar: sets.mcNemar, traits: finder.traits(of: columns, limit: 6),
            examples: try examples("model_only", modelOnly, leads) { leads.logOdds[$0] }
                + examples("rules_only", rulesOnly, leads) { leads.points[$0] })
    }

    /// The leads that are most surely in a set, those the choosing score ranks highest first.
    private func examples(
        _ chosenBy: String, _ chances: [Double], _ leads: ComparedLeads, rankedBy score: (Int) -> Double
    ) throws(Diagnostic) -> [SwapAnalysis.Example] {
        let rows = chances.indices.filter { chances[$0] > 0 }
            .sorted { (-chances[$0], -score($0), $0) < (-chances[$1], -score($1), $1) }
            .prefix(Self.exampleCount)
        guard !rows.isEmpty else { return [] }
        let scores = try LeadScorer(artifact).scores(
            of: leads.frame.selecting(rows: Array(rows)), events: leads.events?.selecting(Array(rows)), reasons: 3,
            on: pool)
        return zip(rows, scores).map { row, score in
            SwapAnalysis.Example(
                chosenBy: chosenBy, id: leads.ids[row], won: leads.labels[row],
                probability: LogisticLoss.probability(logOdds: leads.logOdds[row]), points: leads.points[row],
                reasons: score.reasons.map(\.description))
        }
    }

    private static let exampleCount = 3
}
