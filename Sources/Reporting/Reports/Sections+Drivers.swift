import LeadScoring

extension Sections {
    private static let mostDrivers = 12

    /// What moves the scores, and which way.
    static func drivers(_ report: ModelBackground) -> Page.Section? {
        guard let strongest = report.drivers.first else { return nil }
        let shown = report.drivers.prefix(mostDrivers)
        let chart = BarList(
            bars: shown.map {
                BarList.Bar(name: $0.field, value: $0.effect, text: NumberText.factor(logOdds: $0.effect))
            },
            title: "how far it moves a lead's odds, on average")
        let words =
            "\(shortened(strongest.field)) moves the scores most: by a factor of "
            + "\(NumberText.factor(logOdds: strongest.effect).dropFirst()) in the odds of an average lead, up or down."
        let table = DataTable(
            "What moves the scores",
            [
                .text("Column"), .number("Mean effect"), .text("Raises the chance most"),
                .text("Lowers the chance most"),
            ],
            shown.map { driver in
                [
                    shortened(driver.field), NumberText.factor(logOdds: driver.effect), group(driver.raises),
                    group(driver.lowers),
                ]
            })
        var notes = [
            "What the model goes by, not what causes a win. Computed from \(NumberText.count(report.driverRows)) leads "
                + "spread evenly over the file."
        ]
        if report.drivers.count > shown.count {
            notes.append("\(report.drivers.count - shown.count) more columns move the scores less.")
        }
        return Page.Section(
            id: "drivers", heading: "What drives the scores?", lead: words,
            figures: [Figure(title: "Strength of each column", summary: words, chart: chart.drawn(), table: table)],
            notes: notes)
    }

    private static func group(_ group: Driver.Group?) -> String {
        guard let group else { return "–" }
        let rate = Double(group.positives) / Double(max(group.rows, 1))
        return "\(shortened(group.name, to: 60)) (\(NumberText.factor(logOdds: group.contribution)))\n"
            + "\(NumberText.roundShare(rate)) of \(NumberText.count(group.rows)) won"
    }

    /// Some leads with what speaks for and against them.
    static func examples(_ examples: [ExampleLead]) -> Page.Section? {
        guard !examples.isEmpty else { return nil }
        let table = DataTable(
            "Leads with their reasons, the strongest first",
            [
                .text("Lead"), .text("Shown as"), .number("Score"), .text("Grade"), .number("Chance"), .text("Outcome"),
                .text("Reasons (what each does to the odds)"),
            ],
            examples.map { lead in
                [
                    shortened(lead.id, to: 60), role(lead.role), NumberText.fixed(lead.score, 1), lead.grade,
                    NumberText.share(lead.probability), lead.isWon ? "won" : "lost",
                    lead.reasons.map {
                        "\(shortened($0.field, to: 60)): \(shortened($0.value, to: 60)) "
                            + "(\(NumberText.factor(logOdds: $0.contribution)))"
                    }.joined(separator: "\n"),
                ]
            })
        return Page.Section(
            id: "examples", heading: "What do single leads look like?",
            lead: "The best leads, one of the middle, the lowest, and the two the model got most wrong.",
            tables: [table])
    }

    private static func role(_ role: ExampleLead.Role) -> String {
        switch role {
        case .best: "among the best"
        case .middle: "in the middle"
        case .lowest: "the lowest"
        case .bestLost: "best of the lost"
        case .lowestWon: "lowest of the won"
        }
    }
}
