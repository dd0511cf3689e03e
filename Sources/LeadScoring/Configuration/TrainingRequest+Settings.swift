import BoostedTrees
import FeatureExtraction
import Foundation
import LeadHistory
public import ModelStorage
import Tabular

extension TrainingRequest {
    /// A request as flags, variables and a configuration file have it.
    ///
    /// - Parameter requiringLabel: `false` leaves the outcome column to be guessed later; it is `""` then.
    /// - Throws: ``Diagnostic`` E102 or E103 for a value that is not possible.
    public init(_ settings: Settings, table: String, requiringLabel: Bool = true) throws(Diagnostic) {
        guard let label = settings.word(.label) ?? (requiringLabel ? nil : "") else {
            throw Diagnostic(
                .badOption, "which column says what came of the lead?", fix: "name it with --label COLUMN")
        }
        self.init(source: LeadSource(path: table), label: label)
        columns.id = settings.word(.id)
        columns.time = settings.word(.time)
        columns.group = settings.word(.group)
        columns.segment = settings.word(.segment)
        value = settings.word(.value)
        columns.excluded = settings.words(.exclude) + (value.map { [$0] } ?? [])
        for column in settings.words(.implicit) { implicit[column] = true }
        for column in settings.words(.explicit) { implicit[column] = false }
        grades = try settings.grades() ?? grades
        mapping = LabelMapping(
            won: settings.words(.won), lost: settings.words(.lost), ignored: settings.words(.ignoreOutcome))
        history = try HistoryRequest(settings)
        source.attributes = try AttributeSource(settings)
        if let folder = settings.word(.tables) {
            tables = try Diagnostic.translating { () throws(WordTableError) in
                try NormaliserTables.standard.adding(filesOf: folder)
            }
        }
        if let said = settings.eventFeatures {
            eventFeatures = said.recipe
            eventTypeLocations = said.typeLocations
        }
        allowedLeaks = settings.words(.allowLeak)
        allowSmall = try settings.flag(.allowSmall)
        model = try settings.choice(.model, ModelChoice.self) ?? model
        effort = try settings.choice(.effort, Effort.self) ?? effort
        split = try settings.choice(.split, SplitChoice.self) ?? split
        treeCount = try settings.wholeNumber(.trees, in: 1...100_000)
        if let metric = try settings.choice(.validationMetric, GradientBoostingTrainer.ValidationMetric.self) {
            guard treeCount == nil else {
                throw settings.fault(.validationMetric, expected: "it alone, or the number of trees (--trees)")
            }
            validationMetric = metric
        }
        leafCount = try settings.wholeNumber(.leaves, in: 2...65_536)
        learningRate = try settings.number(.learningRate, above: 0, upTo: 1)
        if settings.word(.holdout) == "none" {
            holdout = nil
        } else {
            holdout = try settings.number(.holdout, above: 0, upTo: 1, including: false) ?? holdout
        }
        if let word = settings.word(.seed) {
            guard let number = UInt64(word) else { throw settings.fault(.seed, expected: "a whole number from 0") }
            seed = number
        }
        rules = settings.word(.rules)
        for word in settings.words(.cross) {
            let names = word.split(separator: "*", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard names.count == 2, names.allSatisfy({ !$0.isEmpty }), names[0] != names[1] else {
                throw settings.fault(.cross, expected: "COLUMN*COLUMN")
            }
            crosses.append(FeaturePair(names[0], names[1]))
        }
        interactions = settings.words(.interaction).map { [$0] }
        seedCount = try settings.wholeNumber(.seeds, in: 1...100) ?? seedCount
        for word in settings.words(.monotone) {
            guard let colon = word.lastIndex(of: ":"), ["+", "-"].contains(word[word.index(after: colon)...]) else {
                throw settings.fault(.monotone, expected: "COLUMN:+ or COLUMN:-")
            }
            monotone[String(word[..<colon])] = word.hasSuffix("+")
        }
        source.columnLocations = settings.columnLocations
        for column in settings.columns {
            source.roles[column.name] = column.role
            source.types[column.name] = column.type
            if let known = column.knownAt { history.knownAt[column.name] = known }
            if !column.placeholders.isEmpty { source.placeholders[column.name] = column.placeholders }
        }
    }
}

extension Settings {
    /// The letters that scores get, where they are said.
    ///
    /// - Throws: ``Diagnostic`` E102 or E103 for what are no bands.
    public func grades() throws(Diagnostic) -> GradeBands? {
        // In YAML and in a list of flags the bands may stand each by itself.
        let words = words(.grades)
        return words.isEmpty ? nil : try GradeBands(option: words.joined(separator: ","))
    }
}

extension HistoryRequest {
    /// - Throws: ``Diagnostic`` E102 or E103 for a value that is not possible.
    init(_ settings: Settings) throws(Diagnostic) {
        events = settings.word(.events).map { LeadSource(path: $0) }
        for word in settings.words(.snapshotAge).flatMap({ $0.split(separator: ",") }) {
            ages.append(try settings.span(String(word).trimmingCharacters(in: .whitespaces), of: .snapshotAge))
        }
        if let word = settings.word(.horizon) {
            let seconds = try settings.span(word, of: .horizon)
            guard seconds > 0 else { throw settings.fault(.horizon, expected: "more than nothing, such as 90d") }
            horizon = seconds
        }
        outcomeTime = settings.word(.outcomeTime)
        for word in settings.words(.eventColumn) {
            guard let (part, column) = Settings.part(word) else {
                throw settings.fault(.eventColumn, expected: "lead=COLUMN, time=COLUMN, type=COLUMN or id=COLUMN")
            }
            eventColumns[part] = column
        }
    }
}

extension AttributeSource {
    /// `nil` where no table of attributes is named.
    ///
    /// - Throws: ``Diagnostic`` E102 or E103 for a value that is not possible.
    init?(_ settings: Settings) throws(Diagnostic) {
        var columns: [String: String] = [:]
        for word in settings.words(.attributeColumn) {
            guard let (part, column) = Settings.part(word) else {
                throw settings.fault(
                    .attributeColumn, expected: "lead=COLUMN, field=COLUMN, value=COLUMN or known_at=COLUMN")
            }
            columns[part] = column
        }
        guard let path = settings.word(.attributes) else { return nil }
        self.init(path: path, columns: columns)
    }
}

extension Settings {
    /// `part=column` in two; `nil` for anything else.
    fileprivate static func part(_ word: String) -> (String, String)? {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2 && !parts[1].isEmpty ? (parts[0], parts[1]) : nil
    }

    fileprivate func span(_ word: String, of key: SettingKey) throws(Diagnostic) -> Double {
        guard let seconds = Span.seconds(of: word) else {
            throw fault(key, expected: "a number with a unit, such as 24h, 7d or 2w")
        }
        return seconds
    }
}
