import ArgumentParser
import LeadScoring

struct ParetoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pareto", abstract: "Class leads by expected value: A until 80 % of it, B until 95 %, C the rest.",
        discussion: """
            Columns: the id (or "row"), probability (or points_percent), value, expected_value, class, in the order of the \
            table. The lead that crosses a bound belongs to the better class; equal values are put in order by id.
            """)

    @OptionGroup var origin: ScoreOriginOptions
    @Option(help: ArgumentHelp("What a lead is worth if it is won; 1 for each otherwise.", valueName: "column"))
    var value: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Print one JSON object with the classes instead of a table of leads.")
    var json = false
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        let run = ValueClassRun(try origin.request(reading), value: value)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("classing")
        if json {
            let report = try run.report(on: pool)
            progress.finish()
            return try Console.printJSON(report)
        }
        let report = try run.write(to: output, on: pool)
        progress.finish()
        if !running.quiet, let report { Console.error(report.text(output: output)) }
    }
}
