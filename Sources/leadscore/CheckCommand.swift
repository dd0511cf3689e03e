import ArgumentParser
import LeadScoring

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look at a table of leads: types, gaps, outcomes, leaks. Trains nothing.")

    @Argument(help: "A table of leads; - for standard input.")
    var leads: String
    @Option(help: ArgumentHelp("Settings in YAML.", valueName: "file"))
    var config: String?
    @Option(help: ArgumentHelp("Write what was found as a configuration to edit.", valueName: "file"))
    var writeConfig: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

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
        var settings = try Settings(file: config)
        outcomes.apply(to: &settings)
        history.apply(to: &settings)
        settings.set("tables", tables)
        settings.set("threads", running.threads.map(String.init))
        var request = try TrainingRequest(settings, table: leads, requiringLabel: false)
        try reading.apply(to: &request.source)
        try reading.applyPolicy(to: &request.history.events)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("checking")
        let report = try CheckRun(request, on: settings.pool()).run()
        progress.finish()
        if let writeConfig { try report.writeConfiguration(to: writeConfig) }
        if json { try Console.printJSON(report) } else { Console.print(report.summary(leads: leads)) }
    }
}
