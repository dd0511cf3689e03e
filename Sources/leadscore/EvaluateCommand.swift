import ArgumentParser
import LeadScoring

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Judge a model on leads whose outcome is known.")

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads with their outcome; - for standard input.")
    var leads: String
    @Option(
        help: ArgumentHelp(
            "A figure that must be reached, such as 'roc_auc>=0.8'; else exit 3. Repeatable.", valueName: "requirement")
    )
    var require: [String] = []
    @Option(
        help: ArgumentHelp(
            "The share of leads you expect to be won, where it is not the one of training: judges probabilities moved to it.",
            valueName: "share"))
    var wonRate: Double?
    @Option(help: ArgumentHelp("Where the chance in the bootstrap begins.", valueName: "number"))
    var seed: UInt64 = 0
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @Option(help: ArgumentHelp("A table of events, for a model that looks at them.", valueName: "file"))
    var events: String?

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let requirements = try require.map { try Requirement($0) }
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        attributes.apply(to: &source)
        var history = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &history)
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("evaluating")
        let artifact = try ModelFiles.load(model)
        let result = try EvaluationRun(
            artifact, source: source, events: history, correction: try artifact.correction(toWonRate: wonRate), on: pool
        ).run(seed: seed)
        progress.finish()
        if json {
            try Console.printJSON(result)
        } else if !running.quiet {
            Console.print(result.summary(leads: leads, model: model))
        }
        let unmet = requirements.filter { !$0.isMet(by: result.report) }
        if !unmet.isEmpty { throw Diagnostic.unmet(unmet, by: result.report) }
    }
}
