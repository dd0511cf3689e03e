import Evaluation
import LeadScoring

extension Sections {
    /// Whether the model holds over time.
    static func time(_ report: ModelReport) -> Page.Section? {
        guard let time = report.time else { return nil }
        let bars = time.parts.map {
            ColumnChart.Bar(
                name: $0.name, value: $0.rate, other: $0.expected,
                hint: "\($0.name): \(NumberText.count($0.rows)) leads, \(NumberText.share($0.rate.value)) won")
        }
        let rates = ColumnChart(
            title: "win rate", style: .share, bars: bars, namesTitle: time.column, otherName: "probability stated",
            valueName: "won")
        let words = agreement(time, unit: "periods")
        return Page.Section(
            id: "time", heading: "Does it hold over time?", lead: words,
            figures: [
                Figure(
                    title: "Win rate and stated probability", summary: words, chart: rates.drawn(), table: table(time)),
                aucFigure(time, whole: report.evaluation["roc_auc"]),
            ])
    }

    /// Whether the model holds in each segment.
    static func segment(_ report: ModelReport) -> Page.Section? {
        guard let segment = report.segment else { return nil }
        let rates = BarList(
            bars: segment.parts.map {
                BarList.Bar(
                    name: "\($0.name) (\(NumberText.count($0.rows)))", value: $0.rate.value, interval: $0.rate,
                    text: NumberText.share($0.rate.value))
            }, title: "won, with 95 % intervals",
            reference: (report.leads.rate.value, "all leads \(NumberText.share(report.leads.rate.value))"))
        let aucs = BarList(
            bars: segment.parts.compactMap { part in
                part.auc.map {
                    BarList.Bar(
                        name: "\(part.name) (\(NumberText.count(part.rows)))", value: $0.value, interval: $0,
                        text: NumberText.fixed($0.value, 3))
                }
            }, title: "ROC AUC, with 95 % intervals", reference: (0.5, "guessing 0.5"))
        let words = agreement(segment, unit: "segments")
        var figures = [
            Figure(title: "Win rate by segment", summary: words, chart: rates.drawn(), table: table(segment))
        ]
        if !aucs.bars.isEmpty {
            figures.append(
                Figure(title: "Ranking within each segment", summary: words, chart: aucs.drawn(), table: table(segment))
            )
        }
        let chosen = "The strongest column of a few values; choose another with --segment."
        return Page.Section(
            id: "segments", heading: "Does it hold in every segment of \(segment.column)?", lead: words,
            figures: figures,
            notes: segment.isFound ? [chosen] : [])
    }

    /// How many parts have a win rate that agrees with what was stated.
    private static func agreement(_ parts: PartsReport, unit: String) -> String {
        let off = parts.parts.filter { !$0.rate.contains($0.expected) }
        let blind = parts.parts.filter { $0.auc?.contains(0.5) == true }
        var words =
            off.isEmpty
            ? "In all \(parts.parts.count) \(unit) the win rate agrees with the stated probability."
            : "In \(off.count) of \(parts.parts.count) \(unit) the win rate differs from the stated probability by more "
                + "than chance."
        if !blind.isEmpty {
            words +=
                " In \(blind.count) it cannot be told from guessing: "
                + blind.prefix(4).map { shortened($0.name) }.joined(separator: ", ") + (blind.count > 4 ? ", …" : "")
                + "."
        }
        return words
    }

    private static func aucFigure(_ parts: PartsReport, whole: Estimate?) -> Figure {
        let bars = parts.parts.map { part in
            ColumnChart.Bar(
                name: part.name, value: part.auc,
                hint: part.auc.map { "\(part.name): ROC AUC \(NumberText.fixed($0.value, 3))" })
        }
        let chart = ColumnChart(
            title: "ROC AUC", style: .number, bars: bars, namesTitle: parts.column, valueName: "period",
            reference: whole.map { ($0.value, "all leads \(NumberText.fixed($0.value, 3))") }, domain: 0...1)
        let words = "How well the model ranks the leads of each period; 0.5 is guessing. No bar: too few leads to say."
        return Figure(title: "Ranking in each period", summary: words, chart: chart.drawn(), table: table(parts))
    }

    private static func table(_ parts: PartsReport) -> DataTable {
        DataTable(
            "By \(shortened(parts.column))",
            [
                .text(shortened(parts.column)), .number("Leads"), .number("Won"), .number("Win rate"),
                .number("95 % interval"), .number("Stated"), .number("ROC AUC"), .number("95 % interval of it"),
            ],
            parts.parts.map { part in
                [
                    shortened(part.name), NumberText.count(part.rows), NumberText.count(part.positives),
                    NumberText.share(part.rate.value), NumberText.shareRange(part.rate),
                    NumberText.share(part.expected), part.auc.map { NumberText.fixed($0.value, 3) } ?? "–",
                    part.auc.map { NumberText.range($0) { NumberText.fixed($0, 3) } } ?? "–",
                ]
            })
    }

    /// A text of the leads on one line, cut where it would fill the page.
    static func shortened(_ text: String, to length: Int = 120) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count <= length ? line : line.prefix(length - 1) + "…"
    }
}
