import ArgumentParser
import LeadScoring

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Say what a model file holds: what it reads, how it was trained and judged.")

    @Argument(help: "A model that `leadscore train` saved.")
    var model: String
    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    func run() throws {
        let inspection = ModelInspection(of: try ModelFiles.load(model))
        if json { try Console.printJSON(inspection) } else { Console.print(inspection.summary) }
    }
}
