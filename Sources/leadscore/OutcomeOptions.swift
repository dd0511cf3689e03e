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
