import ArgumentParser
import LeadScoring

struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why a lead has its points: what paid, decayed, was cut, is not known.")

    @OptionGroup var rules: RuleOptions
    @OptionGroup var lead: LeadOption
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        let explanation = try rules.run(reading, idColumn: lead.idColumn).explain(lead: lead.id, on: pool)
        if lead.json { try Console.printJSON(explanation) } else { Console.print(explanation.summary) }
    }
}
