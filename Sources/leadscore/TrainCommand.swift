import ArgumentParser
import LeadScoring

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Learn from closed leads, judge the model on held-out ones, save it.",
        discussion: """
            Columns that were filled in by the outcome are found and left out, with the reason. What is not said here is \
            taken from LEADSCORE_… variables, then from the configuration file, then found in the data.
            """)

    @Argument(help: "A table of leads with their outcome: CSV or JSON lines, plain or gzip; - for standard input.")
    var leads: String

    @Option(
        help: ArgumentHelp(
            "Levels of this column get models of their own where they have enough leads; with --rules also \"rules: persona\".",
            valueName: "column"))
    var segment: String?
    @Flag(help: "Train even on fewer than 40 won or 40 lost leads; on record.")
    var allowSmall = false

    @Option(help: ArgumentHelp("auto, logistic or boosted.", valueName: "kind"))
    var model: String?
    @Option(help: ArgumentHelp("How much to try: quick, standard or thorough.", valueName: "effort"))
    var effort: String?
    @Option(
        help: ArgumentHelp("Boosted: exactly this many trees; found by cross-validation otherwise.", valueName: "count")
    )
    var trees: Int?
    @Option(
        help: ArgumentHelp(
            "Boosted: what tells how many trees are best: log_loss unless said, brier, roc_auc or average_precision.",
            valueName: "metric"))
    var validationMetric: String?
    @Option(
        help: ArgumentHelp(
            "Boosted: the most leaves of a tree; 20 within a depth of 6 unless said.", valueName: "count"))
    var leaves: Int?
    @Option(
        help: ArgumentHelp(
            "Boosted: the size of a step, above 0, at most 1; 0.025, or 10 / trees with --trees.", valueName: "rate"))
    var learningRate: Double?
    @Option(
        help: ArgumentHelp(
            "Boosted: the chance may only rise (+) or fall (-) with a number. Repeatable.", valueName: "column:+|-"))
    var monotone: [String] = []
    @Option(
        help: ArgumentHelp(
            "Boosted: columns that may act together; pairs that no group holds then add up. Repeatable.",
            valueName: "column,column[,…]"))
    var interaction: [String] = []
    @Option(
        help: ArgumentHelp("Boosted: forests with seeds of their own, averaged; 1 unless said.", valueName: "count"))
    var seeds: Int?

    @Option(
        help: ArgumentHelp(
            "Take two columns together as well: what one makes of the other. Repeatable.", valueName: "column*column"))
    var cross: [String] = []
    @Option(
        help: ArgumentHelp("Learn from the points of these rules as well; the model keeps them.", valueName: "file"))
    var rules: String?
    @Option(
        help: ArgumentHelp(
            "What a lead is worth if it is won: never used to predict; `score` then gives the expected value.",
            valueName: "column"))
    var value: String?
    @Option(
        help: ArgumentHelp(
            "The letters of scores and where they begin; A:75,B:50,C:25,D:0 unless said.", valueName: "bands"))
    var grades: String?
    @Option(
        help: ArgumentHelp(
            "This column holds what leads did: engagement, not fit. By its name otherwise. Repeatable.",
            valueName: "column"))
    var implicit: [String] = []
    @Option(help: ArgumentHelp("This column holds what leads said: fit. Repeatable.", valueName: "column"))
    var explicit: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to save the model.", valueName: "model"))
    var output: String
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup(title: "Learning") var learning: LearningOptions
    @OptionGroup(title: "Outcomes") var outcomes: OutcomeOptions
    @OptionGroup(title: "Leads in time") var history: HistoryOptions
    @Option(
        help: ArgumentHelp(
            "A folder of CSV files with your own words for job titles, e-mail domains, countries …", valueName: "folder"
        ))
    var tables: String?
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var settings = try learning.settings(outcomes, history, running)
        settings.set("tables", tables)
        settings.set("segment", segment)
        settings.set("allow-small", allowSmall ? "true" : nil)
        settings.set("model", model)
        settings.set("effort", effort)
        settings.set("trees", trees.map(String.init))
        settings.set("validation-metric", validationMetric)
        settings.set("leaves", leaves.map(String.init))
        settings.set("learning-rate", learningRate.map { "\($0)" })
        settings.set("monotone", monotone)
        settings.set("cross", cross)
        settings.set("interaction", interaction)
        settings.set("seeds", seeds.map(String.init))
        settings.set("rules", rules)
        settings.set("value", value)
        settings.set("grades", grades)
        settings.set("implicit", implicit)
        settings.set("explicit", explicit)
        let request = try learning.request(settings, table: leads, reading)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        let outcome = try TrainingRun(request, on: settings.pool()).train(savingTo: output) { stage in
            progress.update(stage.description, share: stage.share)
        }
        progress.finish()
        if json {
            try Console.printJSON(outcome.report)
        } else if !running.quiet {
            Console.print(outcome.report.summary(leads: leads, model: output, bytes: outcome.bytes))
        }
    }
}
