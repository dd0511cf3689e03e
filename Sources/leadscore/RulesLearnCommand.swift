import ArgumentParser
import LeadScoring

struct RulesLearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn", abstract: "Learn a rule file from won and lost leads: few rules, whole points.",
        discussion: """
            Columns that give the outcome away are left out, as in `train`. The rules are measured on leads held out, \
            beside boosted trees that see all there is.
            """)

    @Argument(help: "A table of leads with their outcome.")
    var leads: String
    @Option(help: ArgumentHelp("The most rules.", valueName: "count"))
    var maxRules = 25

    @Option(help: ArgumentHelp("Leads with the same value here stay on one side of the split.", valueName: "column"))
    var group: String?
    @Option(help: ArgumentHelp("Columns to leave out. Repeatable.", valueName: "column[,column…]"))
    var exclude: [String] = []
    @Option(help: ArgumentHelp("Keep a column the leak gate would leave out. Repeatable.", valueName: "column"))
    var allowLeak: [String] = []
    @Option(help: ArgumentHelp("The share of leads to judge on, or none.", valueName: "share|none"))
    var holdout: String?
    @Option(help: ArgumentHelp("auto, time (the newest are held out) or random.", valueName: "kind"))
    var split: String?
    @Option(help: ArgumentHelp("Where chance begins; the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64?
    @Option(help: ArgumentHelp("Settings in YAML, as for `train`.", valueName: "file"))
    var config: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup(title: "Outcomes") var outcomes: OutcomeOptions
    @OptionGroup(title: "Leads in time") var history: HistoryOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        if json, output == nil { throw ValidationError("--json needs -o FILE: standard output holds one of the two.") }
    }

    func run() throws {
        var settings = try Settings(file: config)
        outcomes.apply(to: &settings)
        history.apply(to: &settings)
        settings.set("group", group)
        settings.set("exclude", exclude)
        settings.set("allow-leak", allowLeak)
        settings.set("holdout", holdout)
        settings.set("split", split)
        settings.set("seed", seed.map(String.init))
        settings.set("threads", running.threads.map(String.init))
        var request = try TrainingRequest(settings, table: leads)
        try reading.apply(to: &request.source)
        try reading.applyPolicy(to: &request.history.events)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("learning rules")
        let report = try RuleLearningRun(request, maxRules: maxRules, on: settings.pool()).learn(savingTo: output) {
            Console.print($0)
        }
        progress.finish()
        if json {
            try Console.printJSON(report)
        } else if !running.quiet {
            let summary = report.summary(leads: leads, output: output)
            if output == nil { Console.error(summary) } else { Console.print(summary) }
        }
    }
}
