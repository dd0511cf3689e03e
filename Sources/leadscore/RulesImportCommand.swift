import ArgumentParser
import LeadScoring

struct RulesImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a rule file of the scoring rules of another system.",
        discussion: """
            mautic: point actions and triggers, JSON. hubspot: score properties, JSON. dynamics: a table of conditions, \
            CSV. What cannot be carried over is listed with its place, here and in the file.
            """)

    @Argument(help: "What the other system exports.")
    var file: String
    @Option(help: ArgumentHelp("mautic, hubspot or dynamics.", valueName: "system"))
    var from: String
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    func validate() throws {
        if json, output == nil { throw ValidationError("--json needs -o FILE: standard output holds one of the two.") }
    }

    func run() throws {
        let imported = try RuleImport(file, from: from, on: Settings().pool())
        try imported.save(to: output) { Console.print($0) }
        if json { return try Console.printJSON(imported) }
        let summary = imported.summary(source: file, output: output)
        if output == nil { Console.error(summary) } else { Console.print(summary) }
    }
}
