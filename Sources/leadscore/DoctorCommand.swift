import ArgumentParser
import LeadScoring

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say which libraries were loaded and whether everything works on this machine."
    )

    @Flag(help: "Print one JSON object instead of words.")
    var json = false

    func run() throws {
        let report = Doctor.report()
        if json { try Console.printJSON(report) } else { Console.print(report.summary) }
        if let problem = report.problem { throw problem }
    }
}
