import Evaluation
import LeadScoring

extension Sections {
    /// Whether stated probabilities hold.
    static func calibration(_ report: ModelReport) -> Page.Section? {
        let bins = report.reliability.bins
        guard !bins.isEmpty else { return nil }
        let diagram = ReliabilityDiagram(
            series: [ReliabilityDiagram.Series(name: "model", style: "s1", curve: report.reliability)],
            histogram: report.histogram)
        let off = bins.count { !$0.rate.contains($0.meanProbability) }
        let words =
            off == 0
            ? "In all \(bins.count) groups the share that was won agrees with the probability the model stated."
            : "In \(off) of \(bins.count) groups the share that was won differs from the stated probability by more than chance."
        let table = DataTable(
            "Leads in groups of equal size by stated probability",
            [
                .text("Stated"), .number("Mean"), .number("Leads"), .number("Won"), .number("Win rate"),
                .number("95 % interval"),
            ],
            bins.map { bin in
                [
                    NumberText.shareRange(bin.stated), NumberText.share(bin.meanProbability),
                    NumberText.count(bin.rows), NumberText.count(bin.won),
                    NumberText.share(bin.rate.value), NumberText.shareRange(bin.rate),
                ]
            })
        return Page.Section(
            id: "calibration", heading: "Can the probabilities be taken at their word?", lead: words,
            figures: [
                Figure(
                    title: "Stated probability against what happened", summary: words, chart: diagram.drawn(),
                    table: table)
            ],
            notes: [
                "On the dashed line a probability means what it says: of a hundred leads with 20 %, twenty are won. "
                    + "The bars below show how many leads got which probability."
            ] + line(report.calibration))
    }

    /// The calibration slope and intercept in words.
    private static func line(_ found: CalibrationFigures?) -> [String] {
        guard let found else { return [] }
        func words(_ estimate: Estimate) -> String {
            "\(NumberText.fixed(estimate.value, 2)) (\(NumberText.fixed(estimate.low, 2)) to \(NumberText.fixed(estimate.high, 2)))"
        }
        let extremes =
            found.slope.contains(1)
            ? "" : found.slope.value < 1 ? ": stated too extremely" : ": stated too cautiously"
        return [
            "Calibration slope \(words(found.slope))\(extremes); intercept \(words(found.intercept)). "
                + "1 and 0 where probabilities mean what they say."
        ]
    }

    /// How well the model puts won leads before lost ones.
    static func ranking(_ report: ModelReport) -> Page.Section {
        var figures: [Figure] = []
        if let roc = report.curves.first(where: { $0.kind == .roc }) {
            let words =
                report.evaluation["roc_auc"].map {
                    "The area under the ROC curve is \(NumberText.fixed($0.value, 3)) "
                        + "(\(ModelVerdict.interval($0))); guessing has 0.5."
                } ?? "There is no ROC curve without both outcomes."
            let chart = LineChart(
                x: unit("lost leads called"), y: unit("won leads called"),
                series: [
                    LineChart.Series(name: "model", style: "s1", points: points(roc)),
                    LineChart.Series(
                        name: "guessing", style: "ref",
                        points: [LineChart.Point(x: 0, y: 0), LineChart.Point(x: 1, y: 1)]),
                ])
            figures.append(
                Figure(
                    title: "ROC curve", summary: words, chart: chart.drawn(),
                    table: curveTable("Won leads called by lost leads called", x: "Lost called", [("Won called", roc)]))
            )
        }
        if let curve = report.curves.first(where: { $0.kind == .precisionRecall }) {
            let rate = report.leads.rate.value
            let words =
                report.evaluation["average_precision"].map {
                    "Average precision is \(NumberText.fixed($0.value, 3)) (\(ModelVerdict.interval($0))); "
                        + "guessing has \(NumberText.fixed(rate, 3))."
                } ?? "There is no precision without a won lead."
            let chart = LineChart(
                x: unit("won leads called"), y: unit("won among the called"),
                series: [
                    LineChart.Series(name: "model", style: "s1", points: points(curve)),
                    LineChart.Series(
                        name: "guessing", style: "ref",
                        points: [LineChart.Point(x: 0, y: rate), LineChart.Point(x: 1, y: rate)]),
                ])
            figures.append(
                Figure(
                    title: "Precision and recall", summary: words, chart: chart.drawn(),
                    table: curveTable(
                        "Won among the called by won leads called", x: "Won called", [("Precision", curve)])))
        }
        return Page.Section(
            id: "ranking", heading: "How well does it rank?",
            lead: "The shaded bands hold the curve with 95\(NumberText.space)% confidence at each point.",
            figures: figures, tables: [metrics(report.evaluation)])
    }

    /// Every metric with its interval and what it says.
    static func metrics(_ evaluation: EvaluationReport) -> DataTable {
        DataTable(
            "Figures on \(NumberText.count(evaluation.rows)) leads, with 95\(NumberText.space)% intervals",
            [.text("Figure"), .number("Value"), .number("95 % interval"), .text("What it says")],
            evaluation.estimates.map { found in
                let text = { (value: Double) in MetricWords.text(value, of: found.name) }
                let isShare = found.name.hasPrefix("capture")
                return [
                    MetricWords.name(found.name), text(found.estimate.value),
                    isShare ? NumberText.shareRange(found.estimate) : NumberText.range(found.estimate, text),
                    MetricWords.meaning(found.name),
                ]
            })
    }
}

extension ReliabilityCurve.Bin {
    /// The probabilities in the bin, from the lowest to the highest.
    fileprivate var stated: Estimate {
        Estimate(value: meanProbability, low: lowestProbability, high: highestProbability)
    }
}

/// The figures of an evaluation in words.
enum MetricWords {
    private static let known: [String: (name: String, meaning: String)] = [
        "roc_auc": ("ROC AUC", "how often a won lead scores above a lost one; 0.5 is guessing"),
        "average_precision": ("Average precision", "the won share among the called, over all cut-offs"),
        "log_loss": ("Log loss", "how surprised the probabilities were; lower is better"),
        "brier": ("Brier score", "mean squared error of the probabilities; lower is better"),
        "ece": ("Calibration error", "how far stated and observed rates lie apart; lower is better"),
        "lift_at_5": ("Lift in the best 5 %", "times the average win rate"),
        "lift_at_10": ("Lift in the best 10 %", "times the average win rate"),
        "lift_at_20": ("Lift in the best 20 %", "times the average win rate"),
        "capture_at_5": ("Wins in the best 5 %", "share of all wins"),
        "capture_at_10": ("Wins in the best 10 %", "share of all wins"),
        "capture_at_20": ("Wins in the best 20 %", "share of all wins"),
        "ks": ("Kolmogorov–Smirnov", "the widest gap between won and lost leads over all cut-offs"),
    ]

    static func name(_ metric: String) -> String { known[metric]?.name ?? metric }
    static func meaning(_ metric: String) -> String { known[metric]?.meaning ?? "" }

    static func text(_ value: Double, of metric: String) -> String {
        metric.hasPrefix("capture")
            ? NumberText.share(value) : NumberText.fixed(value, metric.hasPrefix("lift") ? 2 : 4)
    }
}
