import Evaluation
import Foundation
import LeadScoring

extension ComparisonSections {
    var calibration: Page.Section? {
        let all = [
            (Self.names.model, "s1", report.model.reliability), (Self.names.rules, "s2", report.rules.reliability),
        ]
        let series = all.map { ReliabilityDiagram.Series(name: $0, style: $1, curve: $2) }
        guard series.allSatisfy({ !$0.curve.bins.isEmpty }) else { return nil }
        let agree = { (curve: ReliabilityCurve) in
            "\(curve.bins.count { $0.rate.contains($0.meanProbability) }) of \(curve.bins.count)"
        }
        let words =
            "The share that was won agrees with the stated probability in \(agree(report.model.reliability)) groups of the "
            + "model, and in \(agree(report.rules.reliability)) of the rules, whose points were turned into chances for this."
        let table = DataTable(
            "Leads in groups of equal size by stated probability",
            [
                .text("Score"), .number("Stated"), .number("Leads"), .number("Won"), .number("Win rate"),
                .number("95 % interval"),
            ],
            all.flatMap { name, _, curve in
                curve.bins.map { bin in
                    [
                        name, NumberText.share(bin.meanProbability), NumberText.count(bin.rows),
                        NumberText.count(bin.won), NumberText.share(bin.rate.value), NumberText.shareRange(bin.rate),
                    ]
                }
            })
        return Page.Section(
            id: "calibration", heading: "Can the probabilities be taken at their word?", lead: words,
            figures: [
                Figure(
                    title: "Stated probability against what happened", summary: words,
                    chart: ReliabilityDiagram(series: series, histogram: report.model.histogram).drawn(), table: table)
            ],
            notes: [
                "Rules as chances: \(report.ruleCalibration).",
                "The bars below the drawing show how many leads got which probability from the model.",
            ])
    }

    var ranking: Page.Section? {
        let roc = lines(.roc)
        guard roc.count == 2 else { return nil }
        let words = report.verdict.headline + "."
        let guessing = LineChart.Series(
            name: "guessing", style: "ref", points: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: 1, y: 1)])
        let base = LineChart.Series(
            name: "guessing", style: "ref", points: [LineChart.Point(x: 0, y: rate), LineChart.Point(x: 1, y: rate)])
        let rocChart = LineChart(
            x: Sections.unit("lost leads called"), y: Sections.unit("won leads called"), series: roc + [guessing])
        let precision = LineChart(
            x: Sections.unit("won leads called"), y: Sections.unit("won among the called"),
            series: lines(.precisionRecall) + [base])
        return Page.Section(
            id: "ranking", heading: "Which ranks better?",
            lead: "The shaded bands hold each curve with 95\(NumberText.space)% confidence at each point.",
            figures: [
                Figure(
                    title: "ROC curve", summary: words, chart: rocChart.drawn(),
                    table: Sections.curveTable("Won leads called by lost leads called", x: "Lost called", bands(.roc))),
                Figure(
                    title: "Precision and recall", summary: words, chart: precision.drawn(),
                    table: Sections.curveTable(
                        "Won among the called by won leads called", x: "Won called", bands(.precisionRecall))),
            ],
            tables: [figures],
            notes: [
                "DeLong's paired test of the areas: p \(Self.p(report.difference.rocAUCPValue)), standard error of the "
                    + "difference \(NumberText.fixed(report.difference.rocAUCStandardError, 4)). The other differences are "
                    + "by a paired bootstrap."
            ])
    }

    private var figures: DataTable {
        let rows: [(key: String, name: String, places: Int, difference: Estimate?)] = [
            ("roc_auc", "ROC AUC", 4, report.difference.rocAUC),
            ("average_precision", "Average precision", 4, report.difference.averagePrecision),
            ("log_loss", "Log loss (lower is better)", 4, report.difference.logLoss),
            ("brier", "Brier score (lower is better)", 4, nil),
            ("ece", "Calibration error (lower is better)", 4, nil),
            ("won_at_capacity", "Wins at the capacity", 0, report.difference.wonAtCapacity),
            ("lift_at_capacity", "Lift at the capacity", 2, nil),
        ]
        return DataTable(
            "Figures on \(NumberText.count(report.leads.compared)) leads, with 95\(NumberText.space)% intervals",
            [
                .text("Figure"), .number("Model"), .number("95 % interval"), .number("Rules"), .number("95 % interval"),
                .number("Difference"), .number("95 % interval"),
            ],
            rows.map { row in
                let text = { (value: Double) in NumberText.fixed(value, row.places) }
                let pair = { (estimate: Estimate?) -> [String] in
                    guard let estimate else { return ["–", "–"] }
                    return [text(estimate.value), NumberText.range(estimate, text)]
                }
                return [row.name] + pair(report.model.metrics[row.key]) + pair(report.rules.metrics[row.key])
                    + pair(row.difference)
            })
    }

    var periods: Page.Section? {
        report.periods.flatMap { groups($0, id: "time", heading: "Does it hold over time?", unit: "period") }
    }

    var segments: Page.Section? {
        report.segments.flatMap {
            groups(
                $0, id: "segments", heading: "Does it hold in every segment of \(Sections.shortened($0.column))?",
                unit: "segment")
        }
    }

    /// The difference of the areas in each part of the leads.
    private func groups(_ parts: GroupComparison, id: String, heading: String, unit: String) -> Page.Section? {
        let known = parts.groups.filter { $0.difference != nil }
        guard !known.isEmpty else { return nil }
        let chart = BarList(
            bars: known.compactMap { group in
                group.difference.map {
                    BarList.Bar(
                        name: "\(group.name) (\(NumberText.count(group.leads)))", value: $0.value, interval: $0,
                        text: NumberText.change($0.value) { NumberText.fixed($0, 3) })
                }
            }, title: "ROC AUC of the model less that of the rules")
        let better = known.count { ($0.difference?.low ?? 0) > 0 }
        let worse = known.count { ($0.difference?.high ?? 0) < 0 }
        let words =
            "Of \(known.count) \(unit)s with enough leads the model is clearly better in \(better), clearly worse in "
            + "\(worse), and not distinguishable in \(known.count - better - worse)."
        let text = { (estimate: Estimate?) -> String in
            estimate.map { "\(NumberText.fixed($0.value, 3))" } ?? "–"
        }
        let table = DataTable(
            "By \(Sections.shortened(parts.column))",
            [
                .text(Sections.shortened(parts.column)), .number("Leads"), .number("Won"), .number("Model"),
                .number("Rules"), .number("Difference"), .number("95 % interval"),
            ],
            parts.groups.map { group in
                [
                    Sections.shortened(group.name), NumberText.count(group.leads), NumberText.count(group.won),
                    text(group.model), text(group.rules), text(group.difference),
                    group.difference.map { NumberText.range($0) { NumberText.fixed($0, 3) } } ?? "too few",
                ]
            })
        return Page.Section(
            id: id, heading: heading, lead: words,
            figures: [Figure(title: "Difference by \(unit)", summary: words, chart: chart.drawn(), table: table)])
    }

    var ruleEffects: Page.Section? {
        let effects = report.ruleEffects.rules
        let known = effects.filter { $0.oddsRatio != nil }
        guard !effects.isEmpty else { return nil }
        let shown = known.sorted { (-abs($0.points), $0.rule) < (-abs($1.points), $1.rule) }.prefix(16)
        let chart = BarList(
            bars: shown.compactMap { effect in
                effect.oddsRatio.map {
                    BarList.Bar(
                        name: "\(effect.rule): \(Self.points(effect.points))", value: log(max($0.value, 1e-6)),
                        interval: Estimate(
                            value: log(max($0.value, 1e-6)), low: log(max($0.low, 1e-3)),
                            high: log(min(max($0.high, 1e-6), 1e3))),
                        text: "×" + NumberText.fixed($0.value, 2))
                }
            }, title: "what it does to the odds of winning; to the left it lowers them")
        let wrong = known.filter { effect in
            guard let odds = effect.oddsRatio else { return false }
            return effect.points > 0 ? odds.high < 1 : effect.points < 0 && odds.low > 1
        }
        let none = known.filter { $0.oddsRatio?.contains(1) == true }
        var words =
            "Of \(known.count) rules whose effect can be seen, \(none.count) cannot be told from no effect at all"
        words += wrong.isEmpty ? "." : ", and \(wrong.count) work against their points."
        let how =
            report.ruleEffects.method == .joint
            ? "Each effect is beside the other rules, by one logistic regression."
            : "Each rule alone, because the rules follow from each other or part won from lost completely."
        return Page.Section(
            id: "rules", heading: "Are the rules' points right?", lead: words,
            figures: [
                Figure(
                    title: "Points against actual effect", summary: words, chart: chart.drawn(),
                    table: effectTable(effects))
            ], notes: [how])
    }

    private func effectTable(_ effects: [RuleEffect]) -> DataTable {
        DataTable(
            "Rule points against actual effect",
            [
                .text("Rule"), .number("Points"), .number("Odds"), .number("95 % interval"), .number("Leads"),
                .number("Won"), .number("Others won"),
            ],
            effects.map(Self.cells))
    }

    private static func cells(_ effect: RuleEffect) -> [String] {
        // A rule that parts won from lost nearly completely has odds without an end worth printing.
        let odds = { (value: Double) -> String in
            value > 1_000 ? ">\(NumberText.space)1,000" : NumberText.fixed(value, 2)
        }
        let share = { (value: Double) -> String in NumberText.share(value) }
        return [
            Sections.shortened(effect.rule, to: 80), number(effect.points),
            NumberText.value(effect.oddsRatio) { "×" + odds($0) }, NumberText.interval(effect.oddsRatio, odds),
            effect.leads.map { NumberText.count($0) } ?? "–", NumberText.value(effect.rate, share),
            NumberText.value(effect.otherRate, share),
        ]
    }

    private static func number(_ points: Double) -> String {
        NumberText.change(points) { NumberText.fixed($0, points == points.rounded() ? 0 : 1) }
    }

    private static func points(_ points: Double) -> String {
        "\(number(points)) point\(abs(points) == 1 ? "" : "s")"
    }

    var examples: Page.Section? {
        guard !report.swap.examples.isEmpty else { return nil }
        let table = DataTable(
            "Leads only one of the two chooses",
            [
                .text("Lead"), .text("Chosen by"), .number("Chance"), .number("Points"), .text("Outcome"),
                .text("Reasons of the model (what each does to the odds)"),
            ],
            report.swap.examples.map(Self.cells))
        return Page.Section(
            id: "examples", heading: "What do single leads look like?",
            lead: "Leads on which model and rules disagree, with what speaks for and against them.", tables: [table])
    }

    private static func cells(_ lead: SwapAnalysis.Example) -> [String] {
        [
            Sections.shortened(lead.id, to: 60), lead.chosenBy == "model_only" ? "the model" : "the rules",
            NumberText.share(lead.probability),
            NumberText.fixed(lead.points, lead.points == lead.points.rounded() ? 0 : 1),
            lead.won ? "won" : "lost", lead.reasons.map { Sections.shortened($0) }.joined(separator: "\n"),
        ]
    }

    private static func cells(_ band: WorkedBands.Band) -> [String] {
        let share = { (value: Double) -> String in NumberText.share(value) }
        return [
            "\(NumberText.fixed(band.from, 0)) to \(NumberText.fixed(band.to, 0))", NumberText.count(band.leads),
            NumberText.value(band.worked, share), band.worked.map { NumberText.shareRange($0) } ?? "–",
            NumberText.value(band.rate, share), band.rate.map { NumberText.shareRange($0) } ?? "–",
        ]
    }

    var worked: Page.Section? {
        guard let worked = report.worked else { return nil }
        let table = DataTable(
            "By rule points",
            [
                .text("Points"), .number("Leads"), .number("Worked"), .number("95 % interval"),
                .number("Won of the worked"), .number("95 % interval"),
            ],
            worked.bands.map(Self.cells))
        return Page.Section(
            id: "worked", heading: "Which leads were worked at all?",
            lead: "Outcomes are known mostly where somebody called; where few were worked, conclusions are weak.",
            tables: [table])
    }
}
