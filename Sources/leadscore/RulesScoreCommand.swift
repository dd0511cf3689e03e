import ArgumentParser
import LeadScoring

struct RulesScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score leads by rules: one line a lead, in the order of the table.",
        discussion: """
            Columns: the id (or "row"), the points of each axis, letter, class, cell, action and stage. What the rules ask \
            for and the data do not have is unknown, and listed on standard error.
            """)

    @OptionGroup var rules: RuleOptions
    @OptionGroup var naming: IDOption
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?

    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("scoring")
        let summary = try rules.run(reading, idColumn: naming.id).write(to: output, on: pool)
        progress.finish()
        if !running.quiet, let summary { Console.error(summary.text(output: output)) }
    }
}
