import Evaluation
import LeadScoring

extension Sections {
    /// Ten groups of leads by score, and what each brought.
    static func deciles(_ gains: GainsTable?, rate: Double) -> Page.Section? {
        guard let gains, let best = gains.slices.first, let last = gains.slices.last else { return nil }
        let count = gains.slices.count
        let bars = gains.slices.map { slice in
            ColumnChart.Bar(
                name: "\(slice.number)",
                value: WilsonInterval.estimate(successes: min(slice.won, slice.rows), trials: slice.rows),
                hint: "group \(slice.number): \(NumberText.share(slice.rate)) won")
        }
        let chart = ColumnChart(
            title: "win rate", style: .share, bars: bars, namesTitle: "group of leads, best scores first",
            valueName: "the group", reference: (rate, "all leads \(NumberText.share(rate))"))
        let table = DataTable(
            "Leads in \(count) groups of equal size by score, best first; so far: the share of all wins down to here",
            [
                .text("Group"), .number("Leads"), .number("Won"), .number("Win rate"), .number("95 % interval"),
                .number("Lift"), .number("So far"),
            ],
            zip(gains.slices, bars).map { slice, bar in
                [
                    "\(slice.number)", NumberText.count(slice.rows), NumberText.count(slice.won),
                    NumberText.share(slice.rate), bar.value.map { NumberText.shareRange($0) } ?? "–",
                    NumberText.fixed(slice.lift, 2), NumberText.share(slice.cumulativeCapture),
                ]
            })
        let words =
            "Of the best-scored tenth \(NumberText.roundShare(best.rate)) were won, of the lowest "
            + "\(NumberText.roundShare(last.rate)); of all leads \(NumberText.roundShare(rate))."
        return Page.Section(
            id: "deciles", heading: "Do better scores win more?", lead: words,
            figures: [Figure(title: "Win rate by score", summary: words, chart: chart.drawn(), table: table)],
            notes: risingNote(bars))
    }

    /// A group that wins clearly more often than a better-scored one.
    private static func risingNote(_ bars: [ColumnChart.Bar]) -> [String] {
        let broken = zip(bars, bars.dropFirst()).filter { better, worse in
            guard let better = better.value, let worse = worse.value else { return false }
            return worse.low > better.high
        }
        return broken.map { better, worse in
            "Group \(worse.name) won clearly more often than group \(better.name), though its scores are lower."
        }
    }
}
