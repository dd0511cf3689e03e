import ArgumentParser
import LeadScoring
import Reporting

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a page about a model for people: what it brings, how far to trust it, why.",
        discussion: "One self-contained HTML file, or Markdown for a pull request when the file ends in .md.")

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads with their outcome; - for standard input.")
    var leads: String
    @Option(name: .shortAndLong, help: ArgumentHelp("Where the page goes.", valueName: "file"))
    var output = "report.html"
    @Flag(help: "Show the page when it is made.")
    var open = false
    @Option(help: ArgumentHelp("The column whose parts are compared; a strong one otherwise.", valueName: "column"))
    var segment: String?
    @Option(help: ArgumentHelp("The title of the page.", valueName: "text"))
    var title: String?
    @Option(help: ArgumentHelp("A table of events, for a model that looks at them.", valueName: "file"))
    var events: String?
    @Option(help: ArgumentHelp("How many of these leads sales can work, such as 370 or 20%.", valueName: "leads"))
    var capacity: String?
    @Option(
        help: ArgumentHelp("What every win is worth; with what a contact costs, for the profit.", valueName: "amount"))
    var valuePerWin: Double?
    @Option(help: ArgumentHelp("What it costs to work a lead.", valueName: "amount"))
    var costPerContact: Double?
    @Option(help: ArgumentHelp("Where the chance in the intervals begins.", valueName: "number"))
    var seed: UInt64 = 0
    @Flag(help: "Print the numbers of the page as one JSON object.")
    var json = false

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        attributes.apply(to: &source)
        var request = ModelReportRun.Request(modelPath: model, source: source)
        request.events = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &request.events)
        request.segment = segment
        request.capacity = try capacity.map { try Capacity($0) }
        request.value = valuePerWin
        request.cost = costPerContact
        request.seed = seed
        request.command = Toolkit.commandLine()
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("judging")
        let report = try ModelReportRun(try ModelFiles.load(model), request, on: pool).run()
        try ReportFile.write(Page(report, title: title), to: output)
        progress.finish()
        if json { try Console.printJSON(report) }
        if !json, !running.quiet { Console.print("Wrote \(output)") }
        if open { try PageOpener.open(output) }
    }
}
