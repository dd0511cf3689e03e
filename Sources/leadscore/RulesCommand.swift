import ArgumentParser

/// Scoring by points: `leadscore rules …`.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Score leads by points from a rule file, and look into the rules.",
        subcommands: [
            RulesNewCommand.self, RulesLintCommand.self, RulesScoreCommand.self, RulesExplainCommand.self,
            RulesReplayCommand.self, RulesFunnelCommand.self, RulesLearnCommand.self,
            RulesImportCommand.self,
        ])
}
