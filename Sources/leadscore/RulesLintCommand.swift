import ArgumentParser
import LeadScoring

struct RulesLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Say everything that is wrong or doubtful about a rule file.",
        discussion: """
            With a table of leads, also what the rules ask for and the data do not have, and how many leads each rule \
            matches; with the outcome as well, how leads convert with and without each rule.
            """)

    @Argument(help: "Rules in YAML.")
    var rules: String
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    func run() throws {
        let inspection = try RuleFiles.inspect(rules)
        let report = RuleLintReport(inspection)
        if json { try Console.printJSON(report) } else { Console.print(report.summary) }
        if let failure = report.failure { throw failure }
    }
}
