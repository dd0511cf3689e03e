import ArgumentParser
import LeadScoring

/// Options that say what the columns of a table of past leads mean.
struct OutcomeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The column that says what came of the lead; `check` guesses it.", valueName: "column"))
    var label: String?
    @Option(help: ArgumentHelp("An outcome that means won. Repeatable.", valueName: "value"))
    var won: [String] = []
    @Option(help: ArgumentHelp("An outcome that means lost. Repeatable.", valueName: "value"))
    var lost: [String] = []
    @Option(help: ArgumentHelp("An outcome to leave out, such as open leads. Repeatable.", valueName: "value"))
    var ignoreOutcome: [String] = []
    @Option(help: ArgumentHelp("The column that names the lead.", valueName: "column"))
    var id: String?
    @Option(help: ArgumentHelp("The column that says when the lead came in.", valueName: "column"))
    var time: String?

    func apply(to settings: inout Settings) {
        settings.set("label", label)
        settings.set("won", won)
        settings.set("lost", lost)
        settings.set("ignore-outcome", ignoreOutcome)
        settings.set("id", id)
        settings.set("time", time)
    }
}

/// Options that say at which times leads are looked at, and what had happened by then.
struct HistoryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A table of events: lead, time, type and more.", valueName: "file"))
    var events: String?
    @Option(
        help: ArgumentHelp(
            "How long after it came in a lead is looked at: 24h, 7d. With events or attributes 24h unless said. Repeatable.",
            valueName: "age[,age…]"))
    var snapshotAge: [String] = []
    @Option(
        help: ArgumentHelp(
            "Won means won within this time of the snapshot; leads not that old are left out.", valueName: "span"))
    var horizon: String?
    @Option(help: ArgumentHelp("The column that says when a lead was closed; found by its name.", valueName: "column"))
    var outcomeTime: String?
    @Option(
        help: ArgumentHelp(
            "What a column of the events is called, for lead, time, type or id. Repeatable.", valueName: "part=column"))
    var eventColumn: [String] = []

    @Option(
        help: ArgumentHelp(
            "A table of attributes in long form: lead, field, value and since when it is known.", valueName: "file"))
    var attributes: String?
    @Option(
        help: ArgumentHelp(
            "What a column of the attributes is called, for lead, field, value or known_at. Repeatable.",
            valueName: "part=column"))
    var attributeColumn: [String] = []

    func apply(to settings: inout Settings) {
        settings.set("attributes", attributes)
        settings.set("attribute-column", attributeColumn)
        settings.set("events", events)
        settings.set("snapshot-age", snapshotAge)
        settings.set("horizon", horizon)
        settings.set("outcome-time", outcomeTime)
        settings.set("event-column", eventColumn)
    }
}

/// The attributes in long form, for commands that use a model which knows its columns.
struct AttributeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A table of attributes in long form, for a model that looks at them.", valueName: "file"))
    var attributes: String?

    func apply(to source: inout LeadSource) { source.attributes = attributes.map { AttributeSource(path: $0) } }
}
