import ArgumentParser
import LeadScoring

/// A table of leads, and where their scores come from: for commands that make something of many scores.
struct ScoreOriginOptions: ParsableArguments {
    @Argument(help: "A table of leads; - for standard input.")
    var leads: String
    @Option(help: ArgumentHelp("Score the leads by these rules.", valueName: "file"))
    var rules: String?
    @Option(help: ArgumentHelp("Take the scores from what `leadscore score` wrote.", valueName: "file"))
    var scores: String?
    @Option(
        help: ArgumentHelp(
            "The column of the scores, in that file or else in the table: probabilities, or 0 to 100.",
            valueName: "column"))
    var score: String?
    @Option(help: ArgumentHelp("A table of what the leads did.", valueName: "file"))
    var events: String?
    @Option(help: ArgumentHelp("As of when; the last event otherwise.", valueName: "time|column"))
    var asOf: String?
    @Option(help: ArgumentHelp("The column that names the lead; found by its name otherwise.", valueName: "column"))
    var id: String?

    func validate() throws {
        guard [rules, scores ?? score].compactMap(\.self).count == 1 else {
            throw ValidationError(
                "Say where the scores come from: --rules FILE, --scores FILE, or --score COLUMN of the table.")
        }
    }

    func request(_ reading: ReadingOptions) throws -> ScoredTableRequest {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        let origin: ScoredTableRequest.Origin =
            if let rules { .rules(rules) } else if let scores { .file(scores, column: score) } else {
                .column(score ?? "")
            }
        var request = ScoredTableRequest(source: source, origin: origin)
        request.events = events
        request.asOf = asOf.map { AsOf($0) }
        request.id = id
        return request
    }
}
