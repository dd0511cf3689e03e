import ArgumentParser
import LeadScoring

struct EffectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "effects",
        abstract: "What each column does to the odds: a logistic regression with errors, tests and intervals.",
        discussion: """
            For understanding, not for scoring: all closed leads, nothing penalised, levels measured from the most frequent \
            one. Each column has a likelihood-ratio test of whether it says what the others do not.
            """)

    @Argument(help: "A table of leads with their outcome.")
    var leads: String
    @Flag(help: "Firth's penalised likelihood: for rare outcomes, and for levels whose leads all ended alike.")
    var firth = false
    @Flag(help: "Intervals by the profile of the likelihood instead of Wald's.")
    var profile = false
    @Option(help: ArgumentHelp("The confidence of the intervals, above 0 and below 1.", valueName: "share"))
    var level = 0.95
    @Option(
        help: ArgumentHelp(
            "Take two columns together as well: what one makes of the other. Repeatable.", valueName: "column*column"))
    var cross: [String] = []
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup(title: "Learning") var learning: LearningOptions
    @OptionGroup(title: "Outcomes") var outcomes: OutcomeOptions
    @OptionGroup(title: "Leads in time") var history: HistoryOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var settings = try learning.settings(outcomes, history, running)
        settings.set("cross", cross)
        let request = try learning.request(settings, table: leads, reading)
        var options = EffectsRun.Options()
        options.firth = firth
        options.profiles = profile
        options.level = level
        let report = try EffectsRun(request, options, on: settings.pool()).run()
        if json { try Console.printJSON(report) } else { Console.print(report.summary(leads: leads)) }
    }
}
