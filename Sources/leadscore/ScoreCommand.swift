import ArgumentParser
import LeadScoring

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score leads: one line a lead, in the order of the table.",
        discussion: """
            Columns: the id (or "row"), probability, score (0–100: 50 is the average lead, 10 points double the odds), \
            grade (A from 75, B from 50, C from 25, D; --grades says otherwise), percentile among the reference leads, and \
            what is asked for.

            --axes: fit and engagement (0–100: the percentile among training leads of what the lead's explicit fields, and \
            of what its behaviour, add to the log-odds), class (fit letter by quarters, A best, and engagement class 1 to 4) \
            and the usual action for it. --value: expected_value, the probability times what the lead is worth.
            """)

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads; - for standard input.")
    var leads: String
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("csv or jsonl.", valueName: "format"))
    var format: String?
    @Option(help: ArgumentHelp("How many reasons to give for each score.", valueName: "count"))
    var reasons = 0
    @Option(help: ArgumentHelp("The language of the reasons: en or de.", valueName: "language"))
    var language: String?

    @Flag(help: "Place each lead on two axes: who it is (fit) and what it did (engagement).")
    var axes = false
    @Option(
        help: ArgumentHelp(
            "What a lead is worth if it is won: gives the expected value. The column named at training otherwise.",
            valueName: "column"))
    var value: String?
    @Option(help: ArgumentHelp("Letters of scores other than the model's, such as A:80,B:60,C:0.", valueName: "bands"))
    var grades: String?
    @Option(
        help: ArgumentHelp(
            "The share of leads you expect to be won, where it is not the one of training: probabilities follow, scores stay.",
            valueName: "share"))
    var wonRate: Double?
    @Flag(help: "Give the range of each probability (Venn–Abers): wide where training saw few such leads.")
    var range = false
    @Option(help: ArgumentHelp("A table of events, for a model that looks at them.", valueName: "file"))
    var events: String?
    @Option(
        help: ArgumentHelp(
            "When the leads are looked at: a time (2026-03-01), an age (24h) or a column; the last event otherwise.",
            valueName: "time|age|column"))
    var asOf: String?

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        guard (0...100).contains(reasons) else { throw ValidationError("--reasons takes a number from 0 to 100.") }
    }

    func run() throws {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        attributes.apply(to: &source)
        var history = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &history)
        let format = try ScoreFormat(named: format, output: output)
        var settings = try Settings()
        settings.set("grades", grades)
        let pool = try settings.pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        let artifact = try ModelFiles.load(model)
        var wishes = LeadScorer.Wishes()
        wishes.reasons = reasons
        wishes.language = try ReasonLanguage(named: language)
        wishes.ranges = range
        wishes.axes = axes
        wishes.value = value
        let run = ScoringRun(
            artifact, source: source, events: history, asOf: asOf.map { AsOf($0) }, wishes,
            grades: try settings.grades(), correction: try artifact.correction(toWonRate: wonRate), on: pool)
        let summary = try run.write(to: output, as: format) { rows in progress.update("scoring: \(rows) leads") }
        progress.finish()
        if !running.quiet, let summary { Console.error(summary.text(output: output)) }
    }
}
