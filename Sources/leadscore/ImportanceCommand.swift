import ArgumentParser
import LeadScoring

struct ImportanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "importance",
        abstract: "Say which columns a model goes by: how much worse it judges when one is shuffled.",
        discussion: """
            Use leads the model has not learned from. A column counts whole, with all the features made of it, and so does a \
            type of event. What another column says as well counts for neither.
            """)

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads with their outcome; - for standard input.")
    var leads: String
    @Option(help: ArgumentHelp("The figure that gets worse, such as roc_auc or log_loss.", valueName: "metric"))
    var metric = "roc_auc"
    @Option(help: ArgumentHelp("How often each column is shuffled.", valueName: "count"))
    var repeats = 5
    @Option(help: ArgumentHelp("Only this column. Repeatable.", valueName: "column"))
    var column: [String] = []
    @Option(help: ArgumentHelp("Where the chance in shuffling begins.", valueName: "number"))
    var seed: UInt64 = 0
    @Option(help: ArgumentHelp("A table of events, for a model that looks at them.", valueName: "file"))
    var events: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        attributes.apply(to: &source)
        var request = ImportanceRun.Request(source: source)
        request.events = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &request.events)
        request.metric = metric
        request.repeats = repeats
        request.columns = column
        request.seed = seed
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("shuffling")
        let report = try ImportanceRun(try ModelFiles.load(model), request, on: pool).run()
        progress.finish()
        if json { try Console.printJSON(report) } else { Console.print(report.summary(model: model)) }
    }
}
