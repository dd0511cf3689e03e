import LeadScoring

extension Sections {
    /// What was left out, rejected and warned of.
    ///
    /// - Parameter lead: what became of the leads.
    static func quality(_ report: ModelBackground, lead: String) -> Page.Section {
        var tables: [DataTable] = []
        if !report.model.excluded.isEmpty {
            tables.append(
                DataTable(
                    "Columns the model does not use", [.text("Column"), .text("Why"), .text("In words")],
                    report.model.excluded.map { [shortened($0.column), word($0.kind), shortened($0.reason, to: 300)] }))
        }
        if !report.rejects.isEmpty {
            tables.append(
                DataTable(
                    "Rows that could not be read", [.text("Code"), .number("Rows")],
                    report.rejects.map { [$0.code, NumberText.count($0.rows)] }))
        }
        let notes =
            report.model.kept.map { "\(shortened($0)) was kept by request, though it may give the outcome away." }
            + report.model.warnings.map { "Warning of the training: \(shortened($0, to: 300))" }
        return Page.Section(
            id: "quality", heading: "What was left out?", lead: lead, tables: tables, notes: notes)
    }

    private static func word(_ kind: String) -> String {
        switch kind {
        case "leak": "gives the outcome away"
        case "suspect": "suspected of giving the outcome away"
        case "asked": "as asked"
        default: "of no use"
        }
    }

    /// What the page was made of, so that it can be made again.
    static func origin(_ report: ModelBackground) -> Page.Section {
        let origin = report.origin
        var rows = [
            ["Command", origin.command], ["Leads", origin.leads], ["SHA-256 of the leads", origin.leadsDigest ?? "–"],
            ["Model", origin.model], ["SHA-256 of the model", origin.modelDigest ?? "–"],
            ["Seed of the intervals", "\(origin.seed)"], ["Trained by", report.model.version],
            ["Made by", "leadscore \(origin.version)"], ["Features", "\(report.model.features)"],
        ]
        rows += report.model.settings.sorted { $0.key < $1.key }.map { ["Setting: \($0.key)", $0.value] }
        return Page.Section(
            id: "origin", heading: "How was this made?",
            lead: "The same files and the same command give the same page, to the byte.",
            tables: [DataTable("How this report was made", [.text("What"), .text("Value")], rows)])
    }
}
