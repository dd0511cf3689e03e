import ArgumentParser
import LeadScoring

struct ScorecardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorecard", abstract: "A logistic regression as a table of whole points that anyone can add up.",
        discussion: """
            Numbers become ranges whose chances rise or fall, levels rows; each row has its points. Judged on held-out \
            leads beside the regression itself. For points in our own rule format see `leadscore rules learn`.
            """)

    @Argument(help: "A table of leads with their outcome.")
    var leads: String
    @Option(help: ArgumentHelp("So many more points double the odds.", valueName: "points"))
    var pointsToDouble = 20.0
    @Option(help: ArgumentHelp("The points at which the odds are even.", valueName: "points"))
    var evenPoints = 500.0
    @Option(help: ArgumentHelp("The most ranges of a number.", valueName: "count"))
    var ranges = 8
    @Flag(help: "Make one of fewer than 40 won or 40 lost leads.")
    var allowSmall = false
    @Option(help: ArgumentHelp("text, csv or yaml; by the name of the output otherwise.", valueName: "format"))
    var format: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Print one JSON object about the card instead of words.")
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
        let format = try ScorecardFormat(named: format, output: output)
        let settings = try learning.settings(outcomes, history, running)
        var request = try learning.request(settings, table: leads, reading)
        request.allowSmall = request.allowSmall || allowSmall
        let report = try ScorecardRun(
            request, doubling: pointsToDouble, even: evenPoints, ranges: ranges, on: settings.pool()
        ).make(savingTo: output, as: format) { Console.print($0) }
        if json {
            try Console.printJSON(report)
        } else if !running.quiet {
            Console.error(report.summary(leads: leads))
        }
    }
}
