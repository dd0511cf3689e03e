import Evaluation
import LeadScoring

extension Sections {
    /// How many leads to work, and what that brings.
    static func capacity(_ report: ModelReport) -> Page.Section? {
        guard let band = report.curves.first(where: { $0.kind == .gains }), !report.capacity.isEmpty else { return nil }
        let asked = report.capacity.first { $0.isAsked }
        let series = [
            LineChart.Series(name: "model", style: "s1", points: points(band)),
            LineChart.Series(
                name: "any order", style: "ref", points: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: 1, y: 1)]),
        ]
        let marks = asked.map { [LineChart.Mark(x: $0.share, label: "your \(NumberText.count($0.leads))")] } ?? []
        let chart = LineChart(
            x: unit("share of leads worked, best first"), y: unit("share of all wins reached"), series: series,
            marks: marks)
        let shown = asked ?? report.capacity.first { abs($0.share - 0.2) < 1e-9 } ?? report.capacity[0]
        let words =
            "Working the best \(NumberText.count(shown.leads)) of \(NumberText.count(report.leads.rows)) leads "
            + "(\(NumberText.roundShare(shown.share))) reaches \(NumberText.count(shown.won)) wins, "
            + "\(NumberText.roundShare(shown.capture.value)) of all; as many in any order reach "
            + "\(NumberText.count(shown.random))."
        let table = DataTable(
            "What working the best leads first brings: wins, as many as in any order, and their share of all wins",
            [
                .text("Leads"), .number("Share"), .number("Wins"), .number("Any order"), .number("Win rate"),
                .number("Of all"), .number("95 % interval"),
            ],
            report.capacity.map { line in
                DataTable.Row(
                    [
                        NumberText.count(line.leads) + (line.isAsked ? " (yours)" : ""),
                        NumberText.share(line.share, 1),
                        NumberText.count(line.won), NumberText.count(line.random), NumberText.share(line.rate),
                        NumberText.share(line.capture.value), NumberText.shareRange(line.capture),
                    ], isMarked: line.isAsked)
            })
        return Page.Section(
            id: "capacity", heading: "How many leads to work?", lead: words,
            figures: [
                Figure(
                    title: "Wins reached by leads worked", summary: words, chart: chart.drawn(),
                    table: curveTable("Wins reached by leads worked", x: "Leads worked", [("model", band)]))
            ],
            tables: [table],
            notes: ["A back-test on leads whose outcome is known, not a promise of what calling them causes."])
    }

    /// The profit by how many leads are worked.
    static func profit(_ profit: ProfitBand, rows: Int) -> Page.Section {
        let line = profit.points.map { point in
            LineChart.Point(x: point.share, y: point.profit.value, low: point.profit.low, high: point.profit.high)
        }
        let domain = LinearScale.domain(
            covering: profit.points.flatMap { [$0.profit.low, $0.profit.high] }, including: [0])
        let chart = LineChart(
            x: unit("share of leads worked, best first"),
            y: ChartFrame.Axis(title: "profit", style: .count, domain: domain),
            series: [LineChart.Series(name: "model", style: "s1", points: line)],
            marks: [LineChart.Mark(x: profit.ruleShare, label: "chance pays")])
        let breakEven = NumberText.share(profit.cost / profit.value)
        let words =
            "A lead pays from a chance of \(breakEven) on (cost \(NumberText.count(profit.cost)) over value "
            + "\(NumberText.count(profit.value))): working those, \(NumberText.roundShare(profit.ruleShare)) of the leads, "
            + "earned \(NumberText.count(profit.ruleProfit))."
        let after =
            "Seen afterwards, the best cut-off was \(NumberText.roundShare(profit.best.share)) of the leads with "
            + "\(NumberText.count(profit.best.profit.value)); anything from \(NumberText.roundShare(profit.flatFrom)) to "
            + "\(NumberText.roundShare(profit.flatTo)) earns within 5\(NumberText.space)% of it."
        let table = DataTable(
            "Profit by share of leads worked",
            [.text("Leads worked"), .number("Share"), .number("Profit"), .number("95 % interval")],
            profit.points.enumerated().filter { $0.offset.isMultiple(of: 10) }.map { _, point in
                [
                    NumberText.count(point.share * Double(rows)), NumberText.share(point.share, 0),
                    NumberText.count(point.profit.value), NumberText.range(point.profit) { NumberText.count($0) },
                ]
            })
        return Page.Section(
            id: "profit", heading: "What does it earn?", lead: words,
            figures: [Figure(title: "Profit by leads worked", summary: words, chart: chart.drawn(), table: table)],
            notes: [after])
    }

    /// An axis of shares from 0 to 1.
    static func unit(_ title: String) -> ChartFrame.Axis {
        ChartFrame.Axis(title: title, style: .share, domain: 0...1, isExact: true)
    }

    static func points(_ band: CurveBand) -> [LineChart.Point] {
        band.points.map { LineChart.Point(x: $0.x, y: $0.height.value, low: $0.height.low, high: $0.height.high) }
    }

    /// Some curves over one grid, every tenth point.
    static func curveTable(_ caption: String, x: String, _ curves: [(name: String, band: CurveBand)]) -> DataTable {
        let grid = (curves.first?.band.points ?? []).enumerated().filter { place, point in
            let hundredths = (point.x * 100).rounded()
            return hundredths.truncatingRemainder(dividingBy: 10) == 0
        }
        let columns = curves.flatMap { [DataTable.Column.number($0.name), .number("95 % interval")] }
        let rows = grid.map { place, point in
            [NumberText.share(point.x, 0)]
                + curves.flatMap { curve -> [String] in
                    guard place < curve.band.points.count else { return ["–", "–"] }
                    let height = curve.band.points[place].height
                    return [NumberText.share(height.value), NumberText.shareRange(height)]
                }
        }
        return DataTable(caption, [.text(x)] + columns, rows)
    }
}
