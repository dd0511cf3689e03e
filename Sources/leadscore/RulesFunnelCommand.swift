import ArgumentParser
import LeadScoring

struct RulesFunnelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel", abstract: "Count leads by stage and month: conversion and median time between stages.")

    @OptionGroup var rules: RuleOptions
    @OptionGroup var naming: IDOption
    @Option(
        help: ArgumentHelp("The column that says when leads came in; found by its name otherwise.", valueName: "column")
    )
    var created: String?
    @Flag(help: "Print one JSON object instead of words.")
    var json = false
    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "Running") var running: RunningOptions

    func run() throws {
        let pool = try Settings().pool(threads: running.threads)
        let progress = ProgressDisplay(isQuiet: running.quiet)
        progress.update("following leads through the stages")
        let funnel = try rules.run(reading, idColumn: naming.id).funnel(created: created, on: pool)
        progress.finish()
        if json { return try Console.printJSON(funnel) }
        if !running.quiet { for warning in funnel.warnings { Console.error("warning: \(warning)") } }
        Console.print(funnel.summary)
    }
}
