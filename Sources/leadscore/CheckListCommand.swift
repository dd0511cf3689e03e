import ArgumentParser
import Foundation
import LeadScoring

struct CheckListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-list",
        abstract: "Say whether a list of people that is for sale is worth buying, before it is scored.",
        discussion: """
            Looks at the age of the records, duplicates, e-mail addresses (invalid, role, free, disposable), telephone \
            numbers and names; with rules also at how many records are classified (gate `classify`) and qualified (gate \
            `qualify`). The verdict is usable, only after cleaning, or do not buy; --limit duplicates=5%:30% changes what \
            is usable and what is not worth buying.
            """)

    @Argument(help: "A list of people; - for standard input.")
    var list: String
    @Option(help: ArgumentHelp("Rules whose gates say what must be known of a record.", valueName: "file"))
    var rules: String?
    @Option(
        help: ArgumentHelp(
            "The column that says when a record was last known to be right; found by its name otherwise.",
            valueName: "column"))
    var time: String?
    @Option(help: ArgumentHelp("From when ages are counted back; today otherwise.", valueName: "date"))
    var asOf: String?
    @Option(help: ArgumentHelp("Older records are old; 365d otherwise.", valueName: "span"))
    var maxAge: String?
    @Option(
        help: ArgumentHelp(
            "How much of a fault is usable, and over how much the list is not worth buying. Repeatable.",
            valueName: "fault=share[:share]"))
    var limit: [String] = []
    @Flag(help: "Print one JSON object instead of words.")
    var json = false
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        var source = LeadSource(path: list)
        try reading.apply(to: &source)
        var run = ListCheckRun(source, asOf: try ListCheckRun.time(asOf, now: Date().timeIntervalSince1970))
        run.rules = rules
        run.time = time
        run.limits = try ListLimits(age: maxAge, changes: limit)
        let report = try run.report(on: Settings().pool(threads: running.threads))
        if json { try Console.printJSON(report) } else { Console.print(report.summary(list: list, rules: rules)) }
    }
}
