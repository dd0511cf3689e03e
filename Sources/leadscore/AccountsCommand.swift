import ArgumentParser
import LeadScoring

struct AccountsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Roll the scores of leads up to their accounts, the best first.",
        discussion: """
            Columns: the account, score (0–100), leads, people, people active in the last 30 days, departments, the highest \
            rank, the share of the buying group that is known, the roles that are missing, and the best lead. Departments \
            and ranks come from job titles; who is in the buying group is said by `accounts: {buying_group: …}` of the \
            rules, or else decider, buyer, influencer and user, told from the titles.
            """)

    @OptionGroup var origin: ScoreOriginOptions
    @Option(help: ArgumentHelp("The column that names the account; found by its name otherwise.", valueName: "column"))
    var by: String?
    @Option(
        help: ArgumentHelp(
            "max, mean, sum-capped, top3 or noisy-or; that of the rules, or max, otherwise.", valueName: "method"))
    var rollUp: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Print one JSON object instead of a table.")
    var json = false
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        var run = AccountRun(try origin.request(reading))
        run.account = by
        run.method = rollUp
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("rolling up")
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
