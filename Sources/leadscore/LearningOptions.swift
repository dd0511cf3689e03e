import ArgumentParser
import LeadScoring

/// Which columns are learned from and which leads are held out, for commands that learn.
struct LearningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Leads with the same value here stay on one side of every split.", valueName: "column"))
    var group: String?
    @Option(help: ArgumentHelp("Columns to leave out. Repeatable.", valueName: "column[,column…]"))
    var exclude: [String] = []
    @Option(
        help: ArgumentHelp("Keep a column the leak gate would leave out; on record. Repeatable.", valueName: "column"))
    var allowLeak: [String] = []
    @Option(help: ArgumentHelp("The share of leads to judge on, or none.", valueName: "share|none"))
    var holdout: String?
    @Option(help: ArgumentHelp("auto, time (the newest are held out) or random.", valueName: "kind"))
    var split: String?
    @Option(help: ArgumentHelp("Where chance begins; the same seed gives the same bytes.", valueName: "number"))
    var seed: UInt64?
    @Option(
        help: ArgumentHelp(
            "Settings in YAML; leadscore.yaml beside the table is not read unless named.", valueName: "file"))
    var config: String?

    /// Settings from the configuration file, the environment and these flags.
    func settings(_ outcomes: OutcomeOptions, _ history: HistoryOptions, _ running: RunningOptions) throws -> Settings {
        var settings = try Settings(file: config)
        outcomes.apply(to: &settings)
        history.apply(to: &settings)
        settings.set("group", group)
        settings.set("exclude", exclude)
        settings.set("allow-leak", allowLeak)
        settings.set("holdout", holdout)
        settings.set("split", split)
        settings.set("seed", seed.map(String.init))
        settings.set("threads", running.threads.map(String.init))
        return settings
    }

    /// What is to be learned, from which table, and how that is read.
    func request(_ settings: Settings, table: String, _ reading: ReadingOptions) throws -> TrainingRequest {
        var request = try TrainingRequest(settings, table: table)
        try reading.apply(to: &request.source)
        try reading.applyPolicy(to: &request.history.events)
        return request
    }
}
