import Tabular

/// What is written of a score besides the id and the reasons: the same cells in every format.
enum ScoreCells {
    static func names(for wishes: LeadScorer.Wishes) -> [String] {
        ["probability", "score", "grade", "percentile"]
            + (wishes.ranges ? ["probability_low", "probability_high"] : [])
            + (wishes.axes ? ["fit", "engagement", "class", "action"] : [])
            + (wishes.value != nil ? ["expected_value"] : [])
            + (0..<wishes.reasons).map { "reason_\($0 + 1)" }
    }

    static func forEach(
        of score: LeadScore, for wishes: LeadScorer.Wishes, _ body: (_ name: String, OutputCell) -> Void
    ) {
        body("probability", .number(score.probability))
        body("score", .number(score.score))
        body("grade", .text(score.grade.rawValue))
        body("percentile", .number(rounded(score.percentile, to: 10)))
        if wishes.ranges {
            // To three digits: the range is no finer than that.
            body("probability_low", number(score.range?.lowerBound, to: 1_000))
            body("probability_high", number(score.range?.upperBound, to: 1_000))
        }
        if wishes.axes {
            body("fit", number(score.axes?.fit, to: 10))
            body("engagement", number(score.axes?.engagement, to: 10))
            body("class", score.axes.map { .text($0.cell) } ?? .absent)
            body("action", (score.axes?.action).map { .text($0) } ?? .absent)
        }
        if wishes.value != nil { body("expected_value", number(score.expectedValue, to: 100)) }
    }

    private static func number(_ value: Double?, to parts: Double) -> OutputCell {
        value.map { .number(rounded($0, to: parts)) } ?? .absent
    }

    private static func rounded(_ value: Double, to parts: Double) -> Double { (value * parts).rounded() / parts }
}
