import ArgumentParser
import LeadScoring

struct ExplainErrorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-error", abstract: "Say what an error code means and what to do.")

    @Argument(help: "A code such as E320; without one, all are listed.")
    var code: String?

    func run() throws {
        guard let code else {
            Console.print(ErrorGuide.entries.map { "\($0.code)  \($0.title)" }.joined(separator: "\n"))
            return
        }
        guard let entry = ErrorGuide.entries.first(where: { $0.code == code.uppercased() }) else {
            throw ValidationError("There is no error code '\(code)'; `leadscore explain-error` lists them.")
        }
        Console.print("\(entry.code): \(entry.title)\n\n\(entry.explanation)")
    }
}
