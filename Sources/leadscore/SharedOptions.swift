import ArgumentParser
import Foundation
import LeadScoring

/// Options of every command that reads a table of leads.
struct ReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Put bad rows aside instead of failing: fail or reject.", valueName: "fail|reject"))
    var onBadRow: String?

    @Option(
        help: ArgumentHelp(
            "Write rejected rows to this file, as they were, with line, column and reason.", valueName: "file"))
    var rejects: String?

    @Option(help: ArgumentHelp("Fail after all when more rows than this are bad.", valueName: "count"))
    var maxRejects: Int?

    @Option(help: ArgumentHelp("The character between cells; found by itself otherwise.", valueName: "character"))
    var delimiter: String?

    @Option(
        help: ArgumentHelp(
            "utf8, utf16LittleEndian, utf16BigEndian or latin1; found by itself otherwise.", valueName: "name"))
    var encoding: String?

    @Flag(help: "The first line is data; columns are called column_1, column_2, …")
    var noHeader = false

    @Option(
        help: ArgumentHelp(
            "A word that means \"nothing chosen\", in one column or in all. Repeatable.", valueName: "[column=]word"))
    var placeholder: [String] = []

    @Option(help: ArgumentHelp("Read a column as number, boolean, date or text. Repeatable.", valueName: "column=type"))
    var type: [String] = []

    func apply(to source: inout LeadSource) throws(Diagnostic) {
        try TableSettings(
            onBadRow: onBadRow, rejects: rejects, maxRejects: maxRejects, delimiter: delimiter, encoding: encoding,
            hasHeader: !noHeader, placeholders: placeholder, types: type
        ).apply(to: &source)
    }

    /// The policy for bad rows holds for events as well; how the file is written is found for each file.
    func applyPolicy(to events: inout LeadSource?) throws(Diagnostic) {
        guard var source = events else { return }
        try TableSettings(onBadRow: onBadRow, rejects: rejects, maxRejects: maxRejects).apply(to: &source)
        events = source
    }
}

/// Options of every command that works for a while.
struct RunningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Threads to work on; they never change a result.", valueName: "count"))
    var threads: Int?

    @Flag(name: .shortAndLong, help: "No progress and no summary.")
    var quiet = false

    func validate() throws {
        if let threads, !(1...1_024).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 1024.")
        }
    }
}
