/// The stable codes of problems, in ranges that match the tool's exit statuses. Codes are never reused.
public enum ErrorCode: String, Sendable, CaseIterable {
    case usage = "E100"
    case unknownColumn = "E101"
    case configuration = "E102"
    case badOption = "E103"
    case unmappedOutcome = "E110"
    case contradictoryOutcome = "E111"
    case noRows = "E120"
    case cannotSplit = "E121"
    case unusableTime = "E122"
    case segments = "E123"
    case missingColumn = "E130"
    case wrongType = "E131"
    case noFeatures = "E132"
    case events = "E140"
    case snapshots = "E141"
    case tooFewLeads = "E301"
    case notFitted = "E310"
    case leak = "E320"
    case suspectedLeak = "E321"
    case requirementUnmet = "E330"
    case unknownLead = "E340"
    case nothingHeldOut = "E341"
    case unusableExport = "E350"
    case damagedModel = "E401"
    case modelVersion = "E402"
    case cannotReadModel = "E403"
    case cannotImport = "E410"
    case cannotExport = "E411"
    case cannotWrite = "E501"
    case internalFault = "E901"

    /// The process exit status that goes with the code (BSD's sysexits where they fit).
    public var exitStatus: Int32 {
        switch self {
        case .requirementUnmet: 3
        case .usage, .badOption, .unknownColumn: 64
        case .cannotReadModel: 66
        case .internalFault: 70
        case .cannotWrite: 73
        case .configuration: 78
        default: 65
        }
    }

    /// What is wrong, in a few words.
    public var title: String {
        switch self {
        case .usage: "the command line cannot be understood"
        case .unknownColumn: "an option names a column that is not there"
        case .configuration: "the configuration file says something unknown"
        case .badOption: "an option has an impossible value"
        case .unmappedOutcome: "an outcome means neither won nor lost"
        case .contradictoryOutcome: "an outcome is given two meanings"
        case .noRows: "there is no row to learn from"
        case .cannotSplit: "the leads cannot be split for an evaluation"
        case .unusableTime: "the time column cannot order the leads"
        case .segments: "a column cannot divide the leads into segments"
        case .missingColumn: "the table lacks a column the model reads"
        case .wrongType: "a column holds another type than the model learned"
        case .noFeatures: "no column is left to learn from"
        case .events: "the events cannot be joined to the leads"
        case .snapshots: "the leads cannot be looked at as of a time"
        case .tooFewLeads: "there are too few won or lost leads"
        case .notFitted: "no model could be fitted"
        case .leak: "a column gives the outcome away"
        case .suspectedLeak: "a column is suspected to give the outcome away"
        case .requirementUnmet: "a figure that was required is not reached"
        case .unknownLead: "there is no such lead"
        case .nothingHeldOut: "the model has learned from the leads it is to be compared on"
        case .unusableExport: "the rules of another system cannot be imported"
        case .damagedModel: "the model file is damaged, or none"
        case .modelVersion: "the model file has another format version"
        case .cannotReadModel: "the model file cannot be read"
        case .cannotImport: "a model of another program cannot be taken over"
        case .cannotExport: "the model cannot be written for another program"
        case .cannotWrite: "a file cannot be written"
        case .internalFault: "a fault in leadscore"
        }
    }

    /// What the code means and what to do, in a few sentences, for `leadscore explain-error`.
    public var explanation: String {
        switch self {
        case .usage:
            "A command, an option or an argument is unknown, missing or too much. `leadscore help COMMAND` lists what there "
                + "is."
        case .unknownColumn:
            "An option names a column that the table does not have. Names are compared exactly, capitals and spaces "
                + "included. `leadscore check FILE` lists the columns."
        case .configuration:
            "leadscore.yaml has a key, a value or a column that is not known. The message says line and column."
        case .badOption: "An option has a value outside its range. The message says which values are possible."
        case .unmappedOutcome:
            "The outcome column holds words of which nobody said whether they mean won or lost. Leads that are still "
                + "open must not be counted as lost, so nothing is guessed: use --won, --lost and --ignore-outcome."
        case .contradictoryOutcome: "A word was given to two of --won, --lost and --ignore-outcome."
        case .noRows: "The file has a header but no row, or every row was rejected."
        case .cannotSplit:
            "There are too few leads, outcomes, groups or different times to hold some of them out for an honest "
                + "evaluation."
        case .unusableTime:
            "The time column is neither a date nor a number, or leads lack it, so they cannot be put in order."
        case .segments:
            "--segment names a column whose levels may get models of their own. It must be one the model learns from, with "
                + "levels: not a number, an identifier or a leak."
        case .missingColumn: "The table lacks a column that the model learned from."
        case .wrongType: "A column holds values of another type than the model learned from."
        case .noFeatures: "Every column was excluded, blank, constant, an identifier or a leak."
        case .events:
            "The events table lacks a column for the lead or the time, or the leads lack the column that events name. "
                + "--event-column lead=…, time=…, type=… or id=… says which column is which; --id names the leads' own."
        case .snapshots:
            "To look at leads as of a time it must be known when each came in (--time), and for a horizon when it was "
                + "closed (--outcome-time)."
        case .tooFewLeads:
            "Under 40 won or 40 lost leads a model is mostly chance. --allow-small trains all the same and says so in "
                + "the model's record."
        case .notFitted: "The solver could not find a model for these leads."
        case .leak:
            "A column was filled in by the outcome, or after it: in training it looks brilliant, and for a new lead it "
                + "is empty. It is left out; --allow-leak COLUMN keeps it, on record."
        case .suspectedLeak:
            "A column tells a lot about the outcome and its name, its values or its filling speak of what sales does "
                + "or of the end. It is left out; if it is known when a lead is scored, keep it with --allow-leak COLUMN."
        case .requirementUnmet: "A figure that --require asked for was not reached."
        case .unknownLead: "No lead of that id is in the table."
        case .nothingHeldOut:
            "A comparison is fair on leads the model has not learned from. Of the table it was trained on, unchanged, it "
                + "remembers which leads were held out; of the same leads in another table that cannot be told."
        case .unusableExport:
            "The file is not what `--from` says it is, or nothing in it has a counterpart in a rule file. What each importer "
                + "accepts stands in the documentation; the message says what was looked for."
        case .damagedModel: "The model file is not whole. Nothing is scored with it."
        case .modelVersion: "The model file was written in a format this version does not read."
        case .cannotReadModel: "The model file is missing or cannot be opened."
        case .cannotImport:
            "The file is not whole, is of another format than --from says, or holds something that is no sum of trees for "
                + "won or lost: several classes, regression, linear trees, dropped trees (dart)."
        case .cannotExport:
            "LightGBM's format holds boosted trees whose log-odds are a sum of leaves. A logistic regression, a blend of "
                + "models, and a calibration that is no straight line in log-odds do not fit in."
        case .cannotWrite: "The output could not be written. An existing file is left as it was."
        case .internalFault: "This is a fault in leadscore. Please report it with the command and the message."
        }
    }
}
