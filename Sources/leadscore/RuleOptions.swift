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

    /// - Parameter idColumn: the column that names the lead; found by its name otherwise.
    func run(_ reading: ReadingOptions, idColumn: String?) throws -> RuleScoringRun {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        return RuleScoringRun(
            try RuleFiles.load(rules), source: source, events: events, id: idColumn, asOf: AsOf(asOf))
    }
}

/// The column that names the lead, for commands that look at all leads.
struct IDOption: ParsableArguments {
    @Option(help: ArgumentHelp("The column that names the lead; found by its name otherwise.", valueName: "column"))
    var id: String?
}

/// Which lead, and how it is shown.
struct LeadOption: ParsableArguments {
    @Option(help: ArgumentHelp("The lead, as its id stands in the table.", valueName: "lead"))
    var id: String
    @Option(help: ArgumentHelp("The column that names the lead; found by its name otherwise.", valueName: "column"))
    var idColumn: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false
}
