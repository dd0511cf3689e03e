import LeadHistory
import LearningCore
import RuleScoring
import Tabular

/// Leads with one score each, whatever it comes from: what accounts and value classes are made of.
public struct ScoredTableRequest: Sendable {
    /// Where the scores come from.
    public enum Origin: Sendable {
        /// A rule file; the score is the overall percentage.
        case rules(String)
        /// A file with the lead's id and a score, such as `leadscore score` writes; `column` is `probability` unless said.
        case file(String, column: String?)
        /// A column of the table itself.
        case column(String)
    }

    public var source: LeadSource
    public var origin: Origin
    public var events: String?
    /// The column that names the lead; found by its name otherwise.
    public var id: String?
    /// As of when; the last event otherwise.
    public var asOf: AsOf?

    public init(source: LeadSource, origin: Origin) {
        self.source = source
        self.origin = origin
    }
}

/// A table with a score for each row that has one.
struct ScoredTable: Sendable {
    let prepared: RuleScoringRun.Prepared
    /// 0…100 by row; NaN without a score.
    let percents: [Double]
    /// Whether the scores are probabilities rather than points.
    let isProbability: Bool
    let asOf: ScoringTimes
    /// What a person should know, a sentence each.
    var notes: [String]

    var rowCount: Int { percents.count }

    /// - Parameter adjust: says what else is to be read, before anything is.
    /// - Throws: ``Diagnostic``.
    init(
        _ request: ScoredTableRequest, on pool: WorkerPool, adjusting adjust: (inout RuleScoringRun) -> Void
    ) throws(Diagnostic) {
        var run = RuleScoringRun(
            RuleSet(name: ""), source: request.source, events: request.events, id: request.id,
            asOf: request.asOf ?? .time(0))
        var file: ScoreFile?
        switch request.origin {
        case .rules(let path): run.rules = try RuleFiles.load(path)
        case .column(let name): run.asked.append(.init(option: "--score", name: name, type: .number))
        case .file(let path, let column):
            let found = try ScoreFile(path, column: column, id: request.id, on: pool)
            run.id = request.id ?? found.idColumn
            file = found
        }
        adjust(&run)
        prepared = try run.prepared(on: pool)
        asOf = request.asOf == nil ? .time(prepared.events?.end ?? 0) : prepared.asOf
        switch request.origin {
        case .rules:
            (percents, isProbability) = (prepared.plan.scores(asOf: asOf, on: pool).overall, false)
            notes = prepared.warnings
        case .column(let name):
            let scale = ScoreColumn(prepared.table.frame[name]?.numbers ?? [])
            (percents, isProbability) = (try scale.percents(named: name, in: request.source.name), scale.isProbability)
            notes = []
        case .file:
            (percents, isProbability) = (file?.percents(of: prepared) ?? [], file?.isProbability ?? false)
            notes = []
        }
        let missing = percents.count(where: \.isNaN)
        if missing > 0 { notes.append("\(grouped(missing)) leads have no score and count for nothing") }
        if request.asOf == nil, let end = prepared.events?.end {
            notes.append("as of \(CellText.date(end)), the last event (--as-of says another time)")
        }
    }
}

/// A column of scores, as percentages.
struct ScoreColumn {
    private let values: [Double]
    /// All of them lie between 0 and 1.
    let isProbability: Bool

    init(_ values: [Double]) {
        self.values = values
        isProbability = values.allSatisfy { $0.isNaN || (0...1).contains($0) }
    }

    /// - Throws: ``Diagnostic`` E131 for numbers that are no percentages either.
    func percents(named name: String, in file: String) throws(Diagnostic) -> [Double] {
        let strange = values.count { !$0.isNaN && !(0...100).contains($0) }
        guard strange == 0 else {
            throw Diagnostic(
                .wrongType, "\"\(name)\" in \(file) holds \(grouped(strange)) numbers outside 0 to 100",
                fix: "name a column of probabilities, or of scores from 0 to 100, with --score")
        }
        return isProbability ? values.map { $0 * 100 } : values
    }
}

/// Scores that were written to a file, by lead.
private struct ScoreFile {
    private let percentOfID: [String: Double]
    /// The column that names the lead; `nil` for numbers of rows.
    let idColumn: String?
    let isProbability: Bool

    private static let usualColumns = ["probability", "score"]
    private static let rowColumn = "row"

    /// - Parameter id: the column that names the lead; the first one otherwise.
    /// - Throws: ``Diagnostic`` E101 when there is no such column, E131 when it holds no scores.
    init(_ path: String, column: String?, id: String?, on pool: WorkerPool) throws(Diagnostic) {
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: path, options: ReadOptions(), pool: pool)
        }
        let header = reader.header
        let source = LeadSource(path: path)
        guard let name = column ?? Self.usualColumns.first(where: header.contains), header.contains(name) else {
            throw .unknownColumn(column ?? "probability", in: source, option: "--score", columns: header)
        }
        let idName = id.flatMap { header.contains($0) ? $0 : nil } ?? header[0]
        let table = try Diagnostic.translating { () throws(TabularError) in
            try reader.read(
                ReadPlan(columns: [idName: .typed(.text, nil), name: .typed(.number, nil)], others: .skipped))
        }
        guard idName != name, case .text(let ids)? = table.frame[idName]?.values else {
            throw .unknownColumn("the id of the leads", in: source, option: "--scores", columns: header)
        }
        idColumn = idName == Self.rowColumn ? nil : idName
        let scale = ScoreColumn(table.frame[name]?.numbers ?? [])
        isProbability = scale.isProbability
        let percents = try scale.percents(named: name, in: source.name)
        // Of an id that is there twice the first counts.
        percentOfID = Dictionary((0..<ids.count).map { (Self.unguarded(ids[$0]), percents[$0]) }) { first, _ in first }
    }

    func percents(of prepared: RuleScoringRun.Prepared) -> [Double] {
        let names =
            idColumn == nil
            ? prepared.ids.indices.map { String(prepared.table.rowNumber(at: $0) + 1) } : prepared.ids
        return names.map { percentOfID[Self.unguarded($0)] ?? .nan }
    }

    /// Without the apostrophe that keeps a spreadsheet from running a cell.
    private static func unguarded(_ id: String) -> String {
        guard id.hasPrefix("'"), let second = id.dropFirst().first, "=+-@".contains(second) else { return id }
        return String(id.dropFirst())
    }
}

extension Column {
    /// Its values if it holds numbers; NaN without one.
    var numbers: [Double]? {
        guard case .number(let values) = values else { return nil }
        return values
    }
}
