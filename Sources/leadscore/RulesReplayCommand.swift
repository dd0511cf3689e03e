import ArgumentParser
import LeadScoring

struct RulesReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Follow a lead's points over time, and say what moved them.",
        discussion: "What the table says of the lead is taken as it is now; events have a past.")

    @OptionGroup var rules: RuleOptions
    @OptionGroup var lead: LeadOption
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        let replay = try rules.run(reading, idColumn: lead.idColumn).replay(lead: lead.id, on: pool)
        if lead.json { try Console.printJSON(replay) } else { Console.print(replay.summary) }
    }
}
