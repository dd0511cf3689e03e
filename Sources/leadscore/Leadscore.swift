import ArgumentParser
import Foundation
import LeadScoring

/// The command-line tool. Commands parse options, call the library and print; they decide nothing themselves.
@main
struct Leadscore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadscore",
        abstract: "Learns from won and lost leads how likely a new lead is to convert, and says why.",
        discussion: """
            A first walk:
              leadscore check leads.csv                              look at an export, train nothing
              leadscore train leads.csv --label converted -o m.model learn from closed leads, judge on held-out ones
              leadscore score m.model new-leads.csv -o scores.csv    score new leads
            """,
        version: "leadscore \(Toolkit.version)",
        subcommands: [
            CheckCommand.self, TrainCommand.self, EvaluateCommand.self, ScoreCommand.self, CompareCommand.self,
            ExplainCommand.self, ReportCommand.self, RulesCommand.self, AccountsCommand.self, ParetoCommand.self,
            CheckListCommand.self, EffectsCommand.self, ScorecardCommand.self, FeaturesCommand.self,
            InspectCommand.self, ImportanceCommand.self, DependenceCommand.self, ExportCommand.self, ImportCommand.self,
            DoctorCommand.self, ExplainErrorCommand.self,
            CompletionsCommand.self,
        ])

    static func main() {
        // A reader that has seen enough (`| head`) is no failure; writes then report it instead of killing us.
        signal(SIGPIPE, SIG_IGN)
        do {
            try suggestCommand(CommandLine.arguments.dropFirst().first)
            var command = try parseAsRoot()
            try command.run()
        } catch let diagnostic as Diagnostic {
            Console.error("\(diagnostic)")
            Foundation.exit(diagnostic.exitStatus)
        } catch let error where exitCode(for: error) == .validationFailure {
            // As the parser says it, under a code like every other error.
            let words = fullMessage(for: error)
            let start = words.hasPrefix("Error: ") ? words.index(words.startIndex, offsetBy: 7) : words.startIndex
            Console.error("\(Diagnostic.usage(String(words[start...])))")
            Foundation.exit(Diagnostic.usage("").exitStatus)
        } catch {
            exit(withError: error)
        }
    }

    /// A mistyped command gets "did you mean", which the parser gives for options only.
    private static func suggestCommand(_ word: String?) throws {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let word, !word.hasPrefix("-"), word != "help", !names.contains(word) else { return }
        let hint = Toolkit.suggestion(for: word, among: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("There is no command '\(word)'.\(hint)")
    }
}
