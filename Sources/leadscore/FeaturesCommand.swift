import ArgumentParser
import LeadScoring

struct FeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Write what a model sees of the leads, or the SQL that computes it elsewhere.",
        discussion: """
            With a table of leads: the id and a column per feature, as CSV. With --emit-sql: a query that gives the event \
            features where leads and events are kept, one row a lead; features that have no SQL form are named.
            """)

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Argument(help: "A table of leads; - for standard input.")
    var leads: String?
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("A table of events, for a model that looks at them.", valueName: "file"))
    var events: String?
    @Option(
        help: ArgumentHelp(
            "When the leads are looked at: a time (2026-03-01), an age (24h) or a column; with --emit-sql also now.",
            valueName: "time|age|column"))
    var asOf: String?

    @Option(help: ArgumentHelp("Write a query instead: duckdb, postgres or spark.", valueName: "database"))
    var emitSql: String?
    @Option(help: ArgumentHelp("What the leads table is called there.", valueName: "name"))
    var leadsTable = "leads"
    @Option(help: ArgumentHelp("What the events table is called there.", valueName: "name"))
    var eventsTable = "events"
    @Option(help: ArgumentHelp("The column of the leads table there that events name.", valueName: "column"))
    var id: String?
    @Option(
        help: ArgumentHelp(
            "What a column of the events is called there, for lead, time, type, id or order. Repeatable.",
            valueName: "part=column"))
    var eventColumn: [String] = []

    @OptionGroup var attributes: AttributeOptions
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func validate() throws {
        guard (leads == nil) != (emitSql == nil) else {
            throw ValidationError("Give either a table of leads or --emit-sql.")
        }
        guard emitSql == nil || (events == nil && attributes.attributes == nil) else {
            throw ValidationError("--emit-sql reads no --events and no --attributes.")
        }
        guard emitSql != nil || (id == nil && eventColumn.isEmpty) else {
            throw ValidationError("--id and --event-column are for --emit-sql; a model knows its own columns.")
        }
        guard eventColumn.allSatisfy({ $0.contains("=") }) else {
            throw ValidationError("--event-column is written part=column.")
        }
    }

    func run() throws {
        if let emitSql { return try write(queryFor: emitSql) }
        var source = LeadSource(path: leads ?? "-")
        try reading.apply(to: &source)
        attributes.apply(to: &source)
        var history = events.map { LeadSource(path: $0) }
        try reading.applyPolicy(to: &history)
        let pool = try Settings().pool(threads: running.threads)
        let artifact = try ModelFiles.load(model)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        let run = ScoringRun(artifact, source: source, events: history, asOf: asOf.map { AsOf($0) }, on: pool)
        let summary = try run.writeFeatures(to: output) { rows in progress.update("features: \(rows) leads") }
        progress.finish()
        if !running.quiet, let summary { Console.error(summary.featureText(output: output)) }
    }

    private func write(queryFor dialect: String) throws {
        var request = EventSQLRequest(dialect: dialect)
        request.leadsTable = leadsTable
        request.eventsTable = eventsTable
        request.id = id
        request.asOf = asOf
        for part in eventColumn {
            let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            request.eventColumns[words[0]] = words[1]
        }
        let answer = try request.answer(forModelAt: model)
        if let output { try answer.write(to: output) } else { Console.print(answer.text) }
        if !running.quiet { Console.error(answer.summary) }
    }
}
