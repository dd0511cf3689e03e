import ArgumentParser
import LeadScoring

struct RulesLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Say everything that is wrong or doubtful about a rule file.",
        discussion: """
            With a table of leads, also what the rules ask for and the data do not have, and how many leads each rule \
            matches; with the outcome as well, how leads convert with and without each rule, and in each cell.
            """)

    @Argument(help: "Rules in YAML.")
    var rules: String
    @Option(help: ArgumentHelp("A table of leads to try the rules on.", valueName: "leads"))
    var data: String?
    @Option(help: ArgumentHelp("A table of what the leads did.", valueName: "file"))
    var events: String?
    @Option(help: ArgumentHelp("As of when: a time, or a column of the table.", valueName: "time|column"))
    var asOf: String?
    @Option(help: ArgumentHelp("The column that says what came of the lead.", valueName: "column"))
    var label: String?
    @Option(help: ArgumentHelp("An outcome that means won. Repeatable.", valueName: "value"))
    var won: [String] = []
    @Option(help: ArgumentHelp("An outcome that means lost. Repeatable.", valueName: "value"))
    var lost: [String] = []
    @Option(help: ArgumentHelp("The column that says what a lead is worth if it is won.", valueName: "column"))
    var value: String?
    @OptionGroup var naming: IDOption
    @Flag(help: "Print one JSON object instead of words.")
    var json = false
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        guard data == nil || events == nil || asOf != nil else {
            throw ValidationError("With --events, --as-of must say as of when leads are looked at.")
        }
    }

    func run() throws {
        let inspection = try RuleFiles.inspect(rules)
        var report = RuleLintReport(inspection)
        if let data, let rules = inspection.rules {
            var source = LeadSource(path: data)
            try reading.apply(to: &source)
            // Without events it does not matter as of when.
            var run = RuleScoringRun(
                rules, source: source, events: events, id: naming.id, asOf: asOf.map { AsOf($0) } ?? .time(0))
            run.label = label
            let pool = try Settings().pool(threads: running.threads)
            report.add(try run.dataReport(mapping: LabelMapping(won: won, lost: lost), value: value, on: pool))
        }
        if json { try Console.printJSON(report) } else { Console.print(report.summary) }
        if let failure = report.failure { throw failure }
    }
}
