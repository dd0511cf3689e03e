import ModelStorage

/// What must be said beside the figures.
struct Caveats {
    let request: ComparisonRequest
    let provenance: Provenance

    func lines(_ leads: ComparedLeads, _ segments: GroupComparison?) -> [String] {
        var lines: [String] = []
        if leads.basis.kind == .otherLeads {
            let known = leads.basis.knownShare ?? 0
            lines.append(
                "every closed lead is judged on; that the model has not learned from them is taken on trust"
                    + (known >= 0.02 ? " (\(percent(known)) of the leads it learned from look like some of these)" : "")
            )
        }
        lines += leads.ruleNotes.map { "of the rules: " + $0 }
        let late = provenance.excluded.filter { column in
            (column.kind == "leak" || column.kind == "suspect") && leads.parts.contains { $0.name == column.column }
        }
        if !late.isEmpty {
            lines.append(
                "training suspects \(late.map { "\"\($0.column)\"" }.joined(separator: " and ")) of being filled in "
                    + "late; if so, the rules look better here than they are for new leads")
        }
        if request.worked == nil {
            lines.append(
                "outcomes exist mostly where the rules sent sales; --worked COLUMN shows the share worked by points")
        } else {
            lines.append("outcomes of leads that nobody worked say little; see the share worked by points")
        }
        let rarer = min(leads.counts.won, leads.counts.compared - leads.counts.won)
        if rarer < 40 {
            let outcome = leads.counts.won == rarer ? "won" : "lost"
            lines.append("only \(rarer) leads are \(outcome): differences must be large to show")
        }
        if segments != nil {
            lines.append("of twenty segments that do not differ, one seems to at the 5 % level")
        }
        lines.append("a back-test on past leads, not an experiment")
        return lines
    }
}
