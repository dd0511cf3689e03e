import ArgumentParser
import LeadScoring

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a model of boosted trees for another program.",
        discussion: """
            LightGBM 4 loads the file and gives the same probabilities for the features that `leadscore features` writes. A \
            calibration that is a straight line in log-odds is written into the leaves.
            """)

    @Argument(help: "A model that `leadscore train --model boosted` saved.")
    var model: String
    @Option(help: ArgumentHelp("The program: lightgbm.", valueName: "program"))
    var to: String
    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; standard output otherwise.", valueName: "file"))
    var output: String?
    @Flag(help: "Write the trees' own log-odds, without the calibration.")
    var uncalibrated = false
    @Flag(name: .shortAndLong, help: "No summary.")
    var quiet = false

    func run() throws {
        let export = try ModelExport(try ModelFiles.load(model), to: to, uncalibrated: uncalibrated)
        if let output { try export.write(to: output) } else { Console.print(export.text) }
        if !quiet { Console.error(export.summary(model: model, output: output)) }
    }
}
