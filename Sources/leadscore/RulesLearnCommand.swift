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
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup(title: "Learning") var learning: LearningOptions
    @OptionGroup(title: "Outcomes") var outcomes: OutcomeOptions
    @OptionGroup(title: "Leads in time") var history: HistoryOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        if json, output == nil { throw ValidationError("--json needs -o FILE: standard output holds one of the two.") }
    }

    func run() throws {
        let settings = try learning.settings(outcomes, history, running)
        let request = try learning.request(settings, table: leads, reading)
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
