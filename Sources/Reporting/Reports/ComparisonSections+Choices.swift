import Evaluation
import LeadScoring

extension ComparisonSections {
    var deciles: Page.Section? {
        guard let model = report.model.gains?.slices, let rules = report.rules.gains?.slices, let best = model.first,
            let bestByRules = rules.first
        else { return nil }
        let bars = zip(model, rules).map { model, rules in
            ColumnChart.Bar(
                name: "\(model.number)",
                value: WilsonInterval.estimate(successes: min(model.won, model.rows), trials: model.rows),
                other: rules.rate,
                hint:
                    "group \(model.number): model \(NumberText.share(model.rate)), rules \(NumberText.share(rules.rate))"
            )
        }
        let words =
            "Of the tenth the model scores best \(NumberText.roundShare(best.rate)) were won, of the tenth the rules score "
            + "best \(NumberText.roundShare(bestByRules.rate)); of all leads \(NumberText.roundShare(rate))."
        let chart = ColumnChart(
            title: "win rate", style: .share, bars: bars, namesTitle: "group of leads, best scores first",
            otherName: Self.names.rules, valueName: Self.names.model,
            reference: (rate, "all leads \(NumberText.share(rate))"))
        let table = DataTable(
            "Leads in \(model.count) groups of equal size by score, best first: wins by the model's scores and by the rules'; so far: the share of all wins down to here",
            [
                .text("Group"), .number("Leads"), .number("Model"), .number("Rate"), .number("So far"),
                .number("Rules"),
                .number("Rate"), .number("So far"),
            ],
            zip(model, rules).map { model, rules in
                [
                    "\(model.number)", NumberText.count(model.rows), NumberText.count(model.won),
                    NumberText.share(model.rate), NumberText.share(model.cumulativeCapture),
                    NumberText.count(rules.won), NumberText.share(rules.rate),
                    NumberText.share(rules.cumulativeCapture),
                ]
            })
        return Page.Section(
            id: "deciles", heading: "Do better scores win more?", lead: words,
            figures: [Figure(title: "Win rate by score", summary: words, chart: chart.drawn(), table: table)])
    }

    var capacity: Page.Section? {
        let lines = lines(.gains)
        guard lines.count == 2 else { return nil }
        let chart = LineChart(
            x: Sections.unit("share of leads worked, best first"), y: Sections.unit("share of all wins reached"),
            series: lines + [
                LineChart.Series(
                    name: "any order", style: "ref", points: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: 1, y: 1)])
            ],
            marks: [LineChart.Mark(x: report.capacity.share, label: "\(NumberText.count(report.capacity.leads)) leads")]
        )
        let table = DataTable(
            "What working \(NumberText.count(report.capacity.leads)) leads brings, by who chooses them",
            [
                .text("Choice"), .number("Wins"), .number("95 % interval"), .number("Of all"),
                .number("Calls per win"), .number("Calls saved"),
            ],
            report.policies.map(Self.cells))
        let words = capacityWords
        return Page.Section(
            id: "capacity", heading: "How many leads to work?", lead: words,
            figures: [
                Figure(
                    title: "Wins reached by leads worked", summary: words, chart: chart.drawn(),
                    table: Sections.curveTable("Wins reached by leads worked", x: "Worked", bands(.gains)))
            ],
            tables: [table],
            notes: [
                "Hybrid: rules first; the model orders equal points, upgrades and vetoes. Calls saved: contacts fewer than the "
                    + "rules need for the wins they have."
            ] + skipNotes)
    }

    private static func cells(_ policy: PolicyFigures) -> [String] {
        let saved = policy.policy == "rules" ? nil : policy.callsSaved
        return [
            policy.policy, NumberText.value(policy.won, NumberText.count),
            NumberText.interval(policy.won, NumberText.count),
            NumberText.value(policy.winsKept) { NumberText.share($0) },
            NumberText.value(policy.contactsPerWin) { NumberText.fixed($0, 1) },
            NumberText.value(saved, NumberText.count),
        ]
    }

    private var capacityWords: String {
        let leads = NumberText.count(report.capacity.leads)
        let won = { (figures: ComparisonReport.ScoreFigures) in
            figures.metrics["won_at_capacity"].map { NumberText.count($0.value) } ?? "–"
        }
        return "Working the best \(leads) leads (\(NumberText.roundShare(report.capacity.share))) reaches "
            + "\(won(report.model)) wins by the model and \(won(report.rules)) by the rules."
    }

    private var skipNotes: [String] {
        guard let model = report.model.safeSkip else { return [] }
        let words = { (skip: SafeSkip?) -> String in
            guard let skip, skip.leads > 0 else { return "nobody" }
            return "the lowest \(NumberText.roundShare(skip.share)) (\(NumberText.count(skip.leads)) leads)"
        }
        return [
            "Safe to skip, with under \(NumberText.roundShare(model.alpha)) of the wins lost at "
                + "\(NumberText.roundShare(model.confidence)) confidence: by the model \(words(model)), by the rules "
                + "\(words(report.rules.safeSkip))."
        ]
    }

    var profit: Page.Section? {
        guard let profit = report.profit else { return nil }
        let series = [(Self.names.model, "s1", profit.model), (Self.names.rules, "s2", profit.rules)].map {
            LineChart.Series(
                name: $0, style: $1, points: $2.points.map { LineChart.Point(x: $0.share, y: $0.profit) })
        }
        let domain = LinearScale.domain(covering: series.flatMap { $0.points.map(\.y) }, including: [0])
        let chart = LineChart(
            x: Sections.unit("share of leads worked, best first"),
            y: ChartFrame.Axis(title: "profit", style: .count, domain: domain), series: series,
            marks: [LineChart.Mark(x: report.capacity.share, label: "\(NumberText.count(report.capacity.leads)) leads")]
        )
        let words =
            "A lead pays from a chance of \(NumberText.share(profit.breakEvenChance)) on: working the "
            + "\(NumberText.count(profit.leadsAboveBreakEven)) leads the model gives that chance would have earned "
            + "\(NumberText.count(profit.profitAboveBreakEven))."
        let table = DataTable(
            "Profit by share of leads worked", [.text("Worked"), .number("Leads"), .number("Model"), .number("Rules")],
            zip(profit.model.points, profit.rules.points).enumerated().filter { $0.offset.isMultiple(of: 10) }.map {
                let (model, rules) = $1
                return [
                    NumberText.share(model.share, 0), NumberText.count(model.leads), NumberText.count(model.profit),
                    NumberText.count(rules.profit),
                ]
            })
        let notes = [(Self.names.model, profit.model), (Self.names.rules, profit.rules)].map { name, curve in
            "Seen afterwards, the best cut-off of the \(name) was \(NumberText.roundShare(curve.best.share)) with "
                + "\(NumberText.count(curve.best.profit)); from \(NumberText.roundShare(curve.flatFrom)) to "
                + "\(NumberText.roundShare(curve.flatTo)) it earns within 5\(NumberText.space)% of that."
        }
        return Page.Section(
            id: "profit", heading: "What does it earn?", lead: words,
            figures: [Figure(title: "Profit by leads worked", summary: words, chart: chart.drawn(), table: table)],
            notes: notes)
    }

    var swap: Page.Section? {
        let swap = report.swap
        let cells = [
            ("both", swap.both), ("the model alone", swap.modelOnly), ("the rules alone", swap.rulesOnly),
            ("neither", swap.neither),
        ]
        let bars = cells.compactMap { name, cell in
            cell.rate.map {
                BarList.Bar(
                    name: "\(name): \(NumberText.count(cell.leads)) leads", value: $0.value, interval: $0,
                    text: NumberText.share($0.value))
            }
        }
        let chart = BarList(
            bars: bars, title: "win rate of the leads chosen by …",
            reference: (rate, "all leads \(NumberText.share(rate))"))
        let words =
            "Of \(NumberText.count(report.capacity.leads)) leads each, \(NumberText.count(swap.both.leads)) are chosen by "
            + "both. Of those the model alone chooses \(cellRate(swap.modelOnly)) were won, of those the rules alone choose "
            + "\(cellRate(swap.rulesOnly))."
        let table = DataTable(
            "Who chooses whom",
            [.text("Chosen by"), .number("Leads"), .number("Won"), .number("Win rate"), .number("95 % interval")],
            cells.map { name, cell in
                [
                    name, NumberText.count(cell.leads), NumberText.count(cell.won),
                    cell.rate.map { NumberText.share($0.value) } ?? "–",
                    cell.rate.map { NumberText.shareRange($0) } ?? "–",
                ]
            })
        var notes = [
            "McNemar's test on the won leads only one of the two finds (\(NumberText.count(swap.mcNemar.firstOnly)) against "
                + "\(NumberText.count(swap.mcNemar.secondOnly))): p \(Self.p(swap.mcNemar.midPValue))."
        ]
        if !swap.traits.isEmpty {
            notes.append(
                "The model's own choices against the rules' own: "
                    + swap.traits.prefix(4).map { Sections.shortened($0.words) }.joined(separator: "; ") + ".")
        }
        return Page.Section(
            id: "swap", heading: "Which leads change hands?", lead: words,
            figures: [Figure(title: "Win rate by who chooses", summary: words, chart: chart.drawn(), table: table)],
            notes: notes)
    }

    private func cellRate(_ cell: SwapSets.Cell) -> String {
        cell.rate.map { NumberText.roundShare($0.value) } ?? "none"
    }

    /// `< 0.0001`, `0.032`.
    static func p(_ value: Double) -> String {
        value < 0.0001 ? "< 0.0001" : NumberText.fixed(value, value < 0.01 ? 4 : 3)
    }
}
