import Evaluation
import LeadScoring

extension Sections {
    /// The models this one was chosen from; `nil` if there was no choice, or no record of it.
    static func choice(_ model: ModelBackground.Model) -> Page.Section? {
        guard model.compared.count > 1 else { return nil }
        func text(_ value: Double) -> String { NumberText.fixed(value, 4) }
        let rows = model.compared.map { compared in
            DataTable.Row(
                [
                    shortened(compared.name), text(compared.logLoss.value), NumberText.range(compared.logLoss, text),
                    compared.behind.map { NumberText.change($0.value, text) } ?? "chosen",
                    NumberText.interval(compared.behind, text),
                ], isMarked: compared.behind == nil)
        }
        return Page.Section(
            id: "choice", heading: "Why this model?",
            lead: "Each was judged on training leads it had not seen (cross-validation). The simpler one stays unless "
                + "another is clearly better on the same leads; a blend is taken if it is better.",
            tables: [
                DataTable(
                    "Models compared by log loss (lower is better)",
                    [
                        .text("Model"), .number("Log loss"), .number("95 % interval"), .number("Above the chosen"),
                        .number("95 % interval"),
                    ], rows)
            ])
    }
}
