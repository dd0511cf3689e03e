import ArgumentParser
import LeadScoring

struct RulesScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score leads by rules: one line a lead, in the order of the table.",
        discussion: """
            Columns: the id (or "row"), the points of each axis, letter, class, cell, action and stage. What the rules ask \
            for and the data do not have is unknown, and listed on standard error. --details adds the overall percentage, \
            priority, service level, the reason of the stage, persona, qualification with the next question, likeness to \
            the ideal profile and gates, where the rules have them.
            """)

    @OptionGroup var rules: RuleOptions
    @OptionGroup var naming: IDOption
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?

    @Flag(help: "Write more of each lead than its points.")
    var details = false
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("scoring")
        var run = try rules.run(reading, idColumn: naming.id)
        run.givesDetails = details
        let summary = try run.write(to: output, on: pool)
        progress.finish()
        if !running.quiet, let summary { Console.error(summary.text(output: output)) }
    }
}
