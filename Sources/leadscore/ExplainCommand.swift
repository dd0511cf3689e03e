import ArgumentParser
import LeadScoring

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why one lead has its score, and what would change it.")

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads.")
    var leads: String
    @Option(
        help: ArgumentHelp("The lead, as its id column calls it; the number of its row otherwise.", valueName: "id"))
    var id: String
    @Option(help: ArgumentHelp("Show what these rules say of it, too.", valueName: "file"))
    var rules: String?
    @Option(help: ArgumentHelp("Show the rule score in these columns, too.", valueName: "column[+column…]"))
    var ruleScore: String?
    @Option(help: ArgumentHelp("A table of events, for a model or rules that look at them.", valueName: "file"))
    var events: String?
    @Option(help: ArgumentHelp("When the lead is looked at; the last event otherwise.", valueName: "time|age|column"))
    var asOf: String?
    @Option(help: ArgumentHelp("The language of the reasons in the JSON: en or de.", valueName: "language"))
    var language: String?
    @Option(help: ArgumentHelp("What a lead is worth if it is won: shows the expected value.", valueName: "column"))
    var value: String?
    @Option(help: ArgumentHelp("Letters of scores other than the model's, such as A:80,B:60,C:0.", valueName: "bands"))
    var grades: String?
    @Option(
        help: ArgumentHelp(
            "The share of leads you expect to be won, where it is not the one of training: the probability follows, the score stays.",
            valueName: "share"))
    var wonRate: Double?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        guard rules == nil || ruleScore == nil else {
            throw ValidationError("Give --rules or --rule-score, not both.")
        }
    }

    func run() throws {
        var request = ExplanationRun.Request(source: LeadSource(path: leads), id: id)
        try reading.apply(to: &request.source)
        attributes.apply(to: &request.source)
        request.events = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &request.events)
        request.asOf = asOf.map { AsOf($0) }
        request.rules = rules.map { .file($0) } ?? ruleScore.map { .columns($0) }
        request.language = try ReasonLanguage(named: language)
        var settings = try Settings()
        settings.set("grades", grades)
        request.grades = try settings.grades()
        request.value = value
        request.wonRate = wonRate
        let pool = try settings.pool(threads: running.threads)
        let explanation = try ExplanationRun(try ModelFiles.load(model), request, on: pool).explain()
        if json {
            try Console.printJSON(explanation)
        } else {
            Console.print(explanation.summary())
        }
    }
}
