import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print a completion script for a shell.",
        discussion: "For example: leadscore completions bash > ~/.local/share/bash-completion/completions/leadscore")

    @Argument(help: "bash, zsh or fish.")
    var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw ValidationError("There is no completion for '\(shell)'; choose bash, zsh or fish.")
        }
        Console.print(Leadscore.completionScript(for: shell))
    }
}
