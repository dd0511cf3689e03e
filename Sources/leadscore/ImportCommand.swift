import ArgumentParser
import LeadScoring

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take over a model that LightGBM or XGBoost trained.",
        discussion: """
            It then scores, explains and is evaluated like one of ours. A table of closed leads shows which columns the \
            features are (by name) and what new leads are compared with. Categories go by their names where the model has \
            them, else by number in the order of their names, as pandas numbers them.
            """)

    @Argument(help: "A model file of LightGBM (text) or XGBoost (JSON or UBJSON): a binary classifier of trees.")
    var file: String
    @Option(help: ArgumentHelp("lightgbm, xgboost-json or xgboost-ubj.", valueName: "format"))
    var from: String
    @Option(
        help: ArgumentHelp("Closed leads with the columns the model was trained on.", valueName: "leads"))
    var schema: String
    @Option(help: ArgumentHelp("Columns the model was not trained on. Repeatable.", valueName: "column[,column…]"))
    var exclude: [String] = []
    @Flag(help: "Fit the probabilities to the outcomes of these leads, which the model must not have learned from.")
    var calibrate = false
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to save the model.", valueName: "model"))
    var output: String
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    @OptionGroup(title: "Outcomes") var outcomes: OutcomeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var settings = try Settings()
        outcomes.apply(to: &settings)
        settings.set("exclude", exclude)
        settings.set("threads", running.threads.map(String.init))
        var request = try TrainingRequest(settings, table: schema)
        try reading.apply(to: &request.source)
        let report = try ModelImport(
            file, from: from, leads: request, calibrating: calibrate, on: settings.pool()
        ).run(savingTo: output)
        if json {
            try Console.printJSON(report)
        } else if !running.quiet {
            Console.print(report.summary(file: file, leads: schema, model: output))
        }
    }
}
