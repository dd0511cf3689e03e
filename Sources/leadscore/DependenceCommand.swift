import ArgumentParser
import LeadScoring

struct DependenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dependence",
        abstract:
            "Say what the values of a column do to a model's scores: partial dependence and accumulated local effects.")

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads with their outcome; - for standard input.")
    var leads: String
    @Option(help: ArgumentHelp("A column, or a type of event, the model reads. Repeatable.", valueName: "column"))
    var column: [String] = []
    @Option(help: ArgumentHelp("Into how many parts of equally many leads numbers are cut.", valueName: "count"))
    var parts = 10
    @Option(help: ArgumentHelp("A table of events, for a model that looks at them.", valueName: "file"))
    var events: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var source = LeadSource(path: leads)
        try reading.apply(to: &source)
        attributes.apply(to: &source)
        var request = DependenceRun.Request(source: source, columns: column)
        request.events = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &request.events)
        request.parts = parts
        let pool = try Settings().pool(threads: running.threads)
        let report = try DependenceRun(try ModelFiles.load(model), request, on: pool).run()
        if json { try Console.printJSON(report) } else { Console.print(report.summary(model: model)) }
    }
}
