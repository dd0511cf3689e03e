import ArgumentParser
import LeadScoring

/// What every command needs that scores a table by rules.
struct RuleOptions: ParsableArguments {
    @Argument(help: "Rules in YAML; `leadscore rules new` writes some to begin with.")
    var rules: String
    @Argument(help: "A table of leads; - for standard input.")
    var leads: String
    @Option(help: ArgumentHelp("A table of what the leads did.", valueName: "file"))
    var events: String?
    @Option(help: ArgumentHelp("As of when: a time, or a column of the table.", valueName: "time|column"))
    var asOf: String
    @Option(help: ArgumentHelp("The column that names the lead; found by its name otherwise.", valueName: "column"))
    var idColumn: String?

    func run(_ reading: ReadingOptions) throws -> RuleScoringRun {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        return RuleScoringRun(
            try RuleFiles.load(rules), source: source, events: events, id: idColumn, asOf: AsOf(asOf))
    }
}
