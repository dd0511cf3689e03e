import ArgumentParser
import LeadScoring
import Reporting

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare a model with a rule score on the same leads, which it has not seen.",
        discussion: """
            Of the table the model was trained on, the leads that training held out are judged on, with the scores of a \
            model that had not seen them; of another table, all closed leads.
            """)

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads with their outcome.")
    var leads: String
    @Option(help: ArgumentHelp("Rules in YAML; `leadscore rules new` writes some to begin with.", valueName: "file"))
    var rules: String?
    @Option(
        help: ArgumentHelp("The column that holds the rule score; several are added up.", valueName: "column[+column…]")
    )
    var ruleScore: String?
    @Option(help: ArgumentHelp("A table of events, for a model or rules that look at them.", valueName: "file"))
    var events: String?
    @Option(
        help: ArgumentHelp(
            "As of when rules are scored, for a model of the table as it stands; the last event otherwise.",
            valueName: "time|column"))
    var asOf: String?
    @Option(help: ArgumentHelp("How many of these leads sales can work, such as 370 or 20%.", valueName: "leads"))
    var capacity: String?
    @Option(help: ArgumentHelp("Compare the values of this column each by itself.", valueName: "column"))
    var segment: String?
    @Option(help: ArgumentHelp("When the lead came in; the model's time column otherwise.", valueName: "column"))
    var time: String?
    @Option(help: ArgumentHelp("Whether sales worked the lead.", valueName: "column"))
    var worked: String?
    @Option(help: ArgumentHelp("What the lead is worth if it is won.", valueName: "column"))
    var value: String?
    @Option(help: ArgumentHelp("What every win is worth, where no column says it.", valueName: "amount"))
    var valuePerWin: Double?
    @Option(help: ArgumentHelp("What it costs to work a lead.", valueName: "amount"))
    var costPerContact: Double?
    @Option(help: ArgumentHelp("Where the chance in the bootstrap begins.", valueName: "number"))
    var seed: UInt64 = 0
    @Option(help: ArgumentHelp("Write the comparison as a page too: HTML, or Markdown for .md.", valueName: "file"))
    var report: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        guard (rules == nil) != (ruleScore == nil) else {
            throw ValidationError("Say where the rule score comes from: --rules FILE or --rule-score COLUMN.")
        }
    }

    func run() throws {
        let choice = rules.map { ComparisonRequest.RuleChoice.file($0) } ?? .columns(ruleScore ?? "")
        var request = ComparisonRequest(source: LeadSource(path: leads), rules: choice)
        try reading.apply(to: &request.source)
        attributes.apply(to: &request.source)
        request.events = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &request.events)
        request.asOf = asOf.map { AsOf($0) }
        request.capacity = try capacity.map { try Capacity($0) }
        request.segment = segment
        request.time = time
        request.worked = worked
        request.value = value
        request.valuePerWin = valuePerWin
        request.costPerContact = costPerContact
        request.seed = seed
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("comparing")
        let artifact = try ModelFiles.load(model)
        let comparison = try ComparisonRun(artifact, request, on: pool).compare()
        if let report {
            var origin = ModelReportRun.Request(modelPath: model, source: request.source)
            origin.events = request.events
            origin.seed = seed
            origin.command = Toolkit.commandLine()
            let background = try ModelReportRun(artifact, origin, on: pool).background()
            try ReportFile.write(Page(comparison, background: background), to: report)
        }
        progress.finish()
        if json {
            try Console.printJSON(comparison)
        } else if !running.quiet {
            Console.print(comparison.summary(leads: leads, model: model))
        }
    }
}
