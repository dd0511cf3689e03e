import ArgumentParser
import LeadScoring

struct RulesNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a rule file to begin with.",
        discussion: "For example: leadscore rules new b2b-en -o rules.yaml")

    @Argument(help: "Which one; --list says what there is.")
    var name: String?
    @Flag(help: "List the rule files there are.")
    var list = false
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?

    func run() throws {
        guard let name, !list else { return Console.print(RuleStarters.list) }
        let text = try RuleStarters.text(of: name)
        guard let output else { return Console.print(text) }
        Console.error(try RuleStarters.write(name, to: output))
    }
}
