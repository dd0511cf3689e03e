import Evaluation
public import LeadScoring

extension Page {
    /// The report of a model beside the rules, on the same leads: verdict, deciles, capacity, profit, swap sets,
    /// calibration, ranking, stability, drivers and the rules' real effect, examples, data quality, origin.
    ///
    /// - Parameters:
    ///   - report: what the comparison found.
    ///   - background: of the same model and table.
    ///   - title: `nil` for one made of the name of the file.
    public init(_ report: ComparisonReport, background: ModelBackground, title: String? = nil) {
        let comparison = ComparisonSections(report: report)
        let sections = [
            comparison.deciles, comparison.capacity, comparison.profit, comparison.swap, comparison.calibration,
            comparison.ranking, comparison.periods, comparison.segments, Sections.drivers(background),
            comparison.ruleEffects, comparison.examples, comparison.worked,
            Sections.quality(background, lead: comparison.countsWords), Sections.origin(background),
        ]
        self.init(
            title: title ?? "Model against rules: \(Sections.fileName(background.origin.leads))",
            subtitle: comparison.subtitle, verdict: comparison.verdict, highlights: comparison.highlights,
            sections: sections.compactMap(\.self), footer: "Made by leadscore \(background.origin.version).")
    }
}

/// The sections of a comparison; each is `nil` without the numbers it shows.
struct ComparisonSections {
    let report: ComparisonReport

    var rate: Double { Double(report.leads.won) / Double(max(report.leads.compared, 1)) }

    var subtitle: String {
        let leads = "\(NumberText.count(report.leads.compared)) leads the model has not learned from"
        let how =
            switch report.basis.kind {
            case .heldOut:
                report.basis.split == "time" ? ", the newest, which training held out" : ", which training held out"
            case .otherLeads: ""
            }
        return "Judged on \(leads)\(how); \(NumberText.count(report.leads.won)) were won "
            + "(\(NumberText.roundShare(rate))). Rules: \(Sections.shortened(report.ruleScore))."
    }

    var verdict: Page.Verdict {
        let tone: Page.Verdict.Tone =
            switch report.verdict.outcome {
            case .better: .good
            case .notDistinguishable: .open
            case .worse: .warning
            }
        // "What to conclude: the figures" in two sentences, the first alone as the headline.
        let parts = report.verdict.headline.split(separator: ":", maxSplits: 1).map {
            String($0.drop { $0 == " " })
        }
        let caveats = report.caveats.isEmpty ? [] : ["Mind: \(report.caveats.joined(separator: "; "))."]
        return Page.Verdict(
            tone: tone, headline: (parts.first ?? report.verdict.headline) + ".",
            details: parts.dropFirst().map { $0 + "." } + report.verdict.details + caveats)
    }

    var highlights: [Page.Highlight] {
        var highlights: [Page.Highlight] = []
        if let more = report.difference.wonAtCapacity {
            highlights.append(
                Page.Highlight(
                    value: NumberText.change(more.value) { NumberText.count($0) },
                    label: "wins when \(NumberText.count(report.capacity.leads)) leads are worked",
                    note: NumberText.range(more) { NumberText.count($0) }))
        }
        for (name, figures) in [("model", report.model), ("rules", report.rules)] {
            guard let auc = figures.metrics["roc_auc"] else { continue }
            highlights.append(
                Page.Highlight(
                    value: NumberText.fixed(auc.value, 3), label: "ROC AUC of the \(name)",
                    note: NumberText.range(auc) { NumberText.fixed($0, 3) }))
        }
        highlights.append(
            Page.Highlight(
                value: NumberText.roundShare(report.agreement.overlapAtCapacity), label: "of the choices are the same",
                note: "of \(NumberText.count(report.capacity.leads)) leads each"))
        return highlights
    }

    var countsWords: String {
        let leads = report.leads
        return "Of \(NumberText.count(leads.rowsIn)) rows \(NumberText.count(leads.compared)) were compared; "
            + "\(NumberText.count(leads.learnedFrom)) the model had learned from, \(NumberText.count(leads.open)) had no "
            + "outcome, \(NumberText.count(leads.withoutRuleScore)) no rule score, \(NumberText.count(leads.rejected)) "
            + "could not be read."
    }

    /// What does best of the two, and the share they have in common.
    static let names = (model: "model", rules: "rules")

    func lines(_ kind: CurveBand.Kind) -> [LineChart.Series] {
        [(Self.names.model, "s1", report.model), (Self.names.rules, "s2", report.rules)].compactMap {
            name, style, figures in
            figures.curves.first { $0.kind == kind }
                .map { LineChart.Series(name: name, style: style, points: Sections.points($0)) }
        }
    }

    func bands(_ kind: CurveBand.Kind) -> [(name: String, band: CurveBand)] {
        [(Self.names.model, report.model), (Self.names.rules, report.rules)].compactMap { name, figures in
            figures.curves.first { $0.kind == kind }.map { (name: name, band: $0) }
        }
    }
}
