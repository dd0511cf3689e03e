import BoostedTrees
import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// An error of a room below that can be said to a person.
protocol DiagnosticConvertible: Error {
    var diagnostic: Diagnostic { get }
}

extension Diagnostic {
    /// Runs something of a room below; its error becomes a ``Diagnostic``.
    static func translating<Value, Failure: DiagnosticConvertible>(
        _ body: () throws(Failure) -> Value
    ) throws(Diagnostic) -> Value {
        do { return try body() } catch { throw error.diagnostic }
    }

    static func unknownColumn(
        _ name: String, in source: LeadSource, option: String, columns: [String]
    ) -> Diagnostic {
        if let location = source.columnLocations[name] {
            let closest = Spelling.closest(to: name, among: columns)
            return Diagnostic(
                .configuration, "column \"\(name)\" is not in \(source.name)", location: location,
                evidence: [
                    "\(source.name) has \(columns.count) columns" + (closest.map { "; closest: \"\($0)\"" } ?? "")
                ],
                fix: "rename it, or run `leadscore check` with --write-config")
        }
        return unknownColumn(name, in: source.name, option: option, columns: columns)
    }

    private static func unknownColumn(
        _ name: String, in file: String, option: String, columns: [String]
    ) -> Diagnostic {
        let closest = Spelling.closest(to: name, among: columns)
        return Diagnostic(
            .unknownColumn, "there is no column \"\(name)\" in \(file) (\(option))",
            evidence: [
                closest.map { "the file has \(columns.count) columns; did you mean \"\($0)\"?" }
                    ?? "its \(columns.count) columns: " + columns.prefix(12).joined(separator: ", ")
                    + (columns.count > 12 ? ", …" : "")
            ],
            fix: closest.map { "use \"\($0)\"" } ?? "run `leadscore check` on the file to see its columns")
    }
}

extension Diagnostic {
    static func missingColumns(_ missing: [String], in file: String, header: [String]) -> Diagnostic {
        let shown = missing.prefix(8).map { name in
            "\"\(name)\" is missing" + (Spelling.closest(to: name, among: header).map { "; closest: \"\($0)\"" } ?? "")
        }
        return Diagnostic(
            .missingColumn,
            "\(file) lacks \(missing.count) column\(missing.count == 1 ? "" : "s") that the model reads",
            evidence: shown + (missing.count > 8 ? ["… and \(missing.count - 8) more"] : []),
            fix: "add or rename the columns; `leadscore inspect` lists what the model reads")
    }
}

extension LearningError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        switch self {
        case .invalidHyperparameter(let name, let value, let expected):
            Diagnostic(.badOption, "\(name) is \(value)", fix: "choose a value \(expected)")
        case .oneClass(let won):
            Diagnostic(
                .tooFewLeads, "every lead is \(won ? "won" : "lost"); a model needs both outcomes",
                fix: "check --label, --won and --lost")
        case .tooFewRows(let rows): Diagnostic(.tooFewLeads, "\(rows) leads are too few to learn from")
        case .numericalFailure(let reason): Diagnostic(.notFitted, reason)
        default: Diagnostic(.internalFault, "\(self)")
        }
    }
}

extension ExtractionError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        switch self {
        case .missingColumn(let name, let closest):
            Diagnostic(
                .missingColumn, "the model needs column \"\(name)\", which is not in the table",
                evidence: closest.map { ["closest: \"\($0)\""] } ?? [],
                fix: "add the column, or rename the one that holds it; `leadscore inspect` lists what the model reads")
        case .wrongType(let column, let expected, let found):
            Diagnostic(
                .wrongType,
                "column \"\(column)\" holds \(found.rawValue)s; the model learned it as \(expected.rawValue)s",
                fix: "export the column as it was for training")
        case .noFeatures:
            Diagnostic(
                .noFeatures, "no column is left to learn from",
                fix: "run `leadscore check` to see why each column was left out")
        case .missingEvents:
            Diagnostic(
                .events, "the model looks at what leads did, and no events were given", fix: "add --events FILE")
        case .events(let error): error.diagnostic
        case .invalidExtractor: Diagnostic(.damagedModel, "\(self)")
        }
    }
}

extension EvaluationError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        switch self {
        case .invalidFraction, .invalidFoldCount: Diagnostic(.badOption, "\(self)")
        case .tooFewOfOutcome, .tooFewDistinct, .emptyPart, .oneClass, .noRows, .invalidTime:
            Diagnostic(
                .cannotSplit, "the leads cannot be split for an evaluation: \(self)",
                fix: "choose another --split or --holdout, or --holdout none to train without an evaluation")
        default: Diagnostic(.internalFault, "\(self)")
        }
    }
}

extension WordTableError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        Diagnostic(
            .wordTable, "\(self)", fix: "mend the table; `leadscore explain-error E143` says how lines are written")
    }
}

extension StorageError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        switch self {
        case .cannotRead: Diagnostic(.cannotReadModel, "\(self)", fix: "check the path and its permissions")
        case .cannotWrite: Diagnostic(.cannotWrite, "\(self)")
        case .tooNew: Diagnostic(.modelVersion, "\(self)", fix: "update leadscore")
        case .tooOld: Diagnostic(.modelVersion, "\(self)", fix: "train the model again")
        case .notAModel: Diagnostic(.damagedModel, "\(self)", fix: "name a file that `leadscore train -o` wrote")
        case .damaged, .inconsistent:
            Diagnostic(.damagedModel, "\(self)", fix: "copy the file again from where it is whole, or train it again")
        }
    }
}

extension LightGBMTextError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        Diagnostic(.cannotImport, "\(self)", fix: "save it again with LightGBM: booster.save_model(\"model.txt\")")
    }
}

extension XGBoostModelError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        Diagnostic(
            .cannotImport, "\(self)",
            fix: "save it again with XGBoost: booster.save_model(\"model.json\") or (\"model.ubj\")")
    }
}

extension TabularError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        Diagnostic(code: code, message: message, location: location, evidence: evidence, fix: fix)
    }
}

extension HistoryError: DiagnosticConvertible {
    var diagnostic: Diagnostic {
        switch self {
        case .missingColumn(let needed, let usual, let header):
            Diagnostic(
                .events, "the events table has no column for \(needed)",
                evidence: [
                    "it has \(Self.quoted(header)); names found by themselves are \(Self.quoted(usual)) and the like"
                ],
                fix: "name it: --event-column lead=COLUMN, time=COLUMN, type=COLUMN or id=COLUMN")
        case .unknownColumn(let name, let header):
            Diagnostic(
                .events, "the events table has no column \"\(name)\"",
                evidence: Spelling.closest(to: name, among: header).map { ["closest: \"\($0)\""] } ?? [],
                fix: "its columns: \(Self.quoted(header))")
        case .missingAttributeColumn(let needed, let usual, let header):
            Diagnostic(
                .attributes, "the table of attributes has no column for \(needed)",
                evidence: [
                    "it has \(Self.quoted(header)); names found by themselves are \(Self.quoted(usual)) and the like"
                ],
                fix: "name it: --attribute-column lead=COLUMN, field=COLUMN, value=COLUMN or known_at=COLUMN")
        case .unknownAttributeColumn(let name, let header):
            Diagnostic(
                .attributes, "the table of attributes has no column \"\(name)\"",
                evidence: Spelling.closest(to: name, among: header).map { ["closest: \"\($0)\""] } ?? [],
                fix: "its columns: \(Self.quoted(header))")
        case .tooManyFields:
            Diagnostic(.attributes, "\(self)", fix: "name the column of the fields: --attribute-column field=COLUMN")
        case .unknownProperty, .notNumeric:
            Diagnostic(.events, "\(self)", fix: "export the events with the columns they had for training")
        case .unknownTimeZone, .invalidParameter: Diagnostic(.badOption, "\(self)")
        case .tooManyEvents: Diagnostic(.events, "\(self)")
        case .unequalLengths: Diagnostic(.internalFault, "\(self)")
        }
    }

    private static func quoted(_ names: [String]) -> String {
        names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }
}
