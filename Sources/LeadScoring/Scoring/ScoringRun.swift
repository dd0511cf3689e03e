public import Calibration
import FeatureExtraction
import LeadHistory
public import LearningCore
public import ModelStorage
public import Tabular

/// Scores a table of leads block by block, in file order, in memory that does not grow with the table.
public struct ScoringRun: Sendable {
    let scorer: LeadScorer
    let source: LeadSource
    let events: LeadSource?
    let asOf: AsOf?
    let wishes: LeadScorer.Wishes
    /// Whether the value was asked for, or only the model knows of it.
    private let needsValue: Bool
    let pool: WorkerPool

    /// - Parameters:
    ///   - events: the table of events, for a model that looks at them.
    ///   - asOf: when the leads are to be looked at; the last event otherwise.
    ///   - grades: letters other than the model's.
    ///   - correction: for a won rate other than the model's, see ``ModelArtifact/correction(toWonRate:)``.
    public init(
        _ artifact: ModelArtifact, source: LeadSource, events: LeadSource? = nil, asOf: AsOf? = nil,
        _ wishes: LeadScorer.Wishes, grades: GradeBands? = nil, correction: PriorCorrection? = nil, on pool: WorkerPool
    ) {
        scorer = LeadScorer(artifact, grades: grades, correction: correction)
        var source = source
        source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        self.source = source
        self.events = events
        self.asOf = asOf
        var wishes = wishes
        // A model that never met unseen leads has no ranges to give.
        wishes.ranges = wishes.ranges && artifact.model.ranges != nil
        needsValue = wishes.value != nil
        wishes.value = wishes.value ?? artifact.input.valueColumn
        self.wishes = wishes
        self.pool = pool
    }

    /// With so many reasons for each lead.
    public init(
        _ artifact: ModelArtifact, source: LeadSource, events: LeadSource? = nil, asOf: AsOf? = nil, reasons: Int = 0,
        language: ReasonLanguage = .english, on pool: WorkerPool
    ) {
        var wishes = LeadScorer.Wishes()
        (wishes.reasons, wishes.language) = (reasons, language)
        self.init(artifact, source: source, events: events, asOf: asOf, wishes, on: pool)
    }

    /// Some leads with their scores.
    public struct Block: Sendable {
        /// What each lead is called: its id as it stands in the table, or its row number from 1.
        public let ids: [String]
        public let scores: [LeadScore]
        public let rejects: [Reject]
    }

    /// What became of the rows: `rowsIn == scored + rejected`, checked.
    public struct Summary: Sendable, Equatable {
        public var rowsIn = 0
        public var scored = 0
        public var rejected = 0
        /// Of events and the as-of time, a sentence each.
        public var notes: [String] = []
        /// Events that could not be read.
        var rejectedEvents: [Reject] = []
    }

    /// The name of the id column in the output: the model's, if the table has it, else `row`.
    public static func idHeader(_ artifact: ModelArtifact, header: [String]) -> String {
        artifact.input.idColumn.flatMap { header.contains($0) ? $0 : nil } ?? "row"
    }

    /// - Parameters:
    ///   - begin: told the header of the table before the first block.
    ///   - body: gets each block in file order; what it throws ends the run.
    /// - Throws: ``Diagnostic``, `TabularError`, or what `body` throws.
    public func run(
        begin: (_ header: [String], _ idHeader: String) throws -> Void, _ body: (Block) throws -> Void
    ) throws -> Summary {
        try walk(begin: begin) { table, ids, frame, events in
            let scores = try scorer.scores(of: frame, events: events, wishes, on: pool)
            try body(Block(ids: ids, scores: scores, rejects: table.rejects))
        }
    }

    /// The one walk over the leads, for whatever is made of them: their table, their names, and the leads as they stood.
    func walk(
        begin: (_ header: [String], _ idHeader: String) throws -> Void,
        _ body: (Table, [String], DataFrame, SnapshotEvents?) throws -> Void
    ) throws -> Summary {
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        let idHeader = Self.idHeader(scorer.artifact, header: header)
        // An empty input has no header and no leads, which is no fault: nothing in, nothing out.
        // A JSON line may leave out what it does not know; a table none of whose keys the model knows is another table.
        guard !header.isEmpty else {
            try begin(header, idHeader)
            return Summary()
        }
        let history = try ScoringHistory(scorer.artifact, source: source, events: events, asOf: asOf, on: pool)
        try requireColumns(header, of: history, all: reader.format == .csv)
        try begin(header, idHeader)
        var summary = Summary()
        summary.notes = history.notes + (try valueNotes(header, all: reader.format == .csv)) + axisNotes
        summary.rejectedEvents = history.rejects
        try reader.forEachBlock(plan(for: history)) { table in
            let (frame, events) = try history.moments(of: table)
            summary.rowsIn += table.rowsIn
            summary.scored += frame.rowCount
            summary.rejected += table.rejects.count
            try body(table, ids(of: table, idHeader), frame, events)
        }
        guard summary.rowsIn == summary.scored + summary.rejected else {
            throw Diagnostic(
                .internalFault,
                "\(summary.rowsIn) rows in, but \(summary.scored) scored and \(summary.rejected) rejected")
        }
        return summary
    }

    private func valueNotes(_ header: [String], all: Bool) throws(Diagnostic) -> [String] {
        guard let value = wishes.value, !header.contains(value) else { return [] }
        guard !needsValue || !all else {
            throw .unknownColumn(value, in: source, option: "--value", columns: header)
        }
        return ["without a column \"\(value)\" the table does not say what leads are worth: no expected values"]
    }

    private var axisNotes: [String] {
        guard wishes.axes, let axes = scorer.artifact.axes else { return [] }
        return [axes.words(of: scorer.artifact.features.schema)]
    }

    private func plan(for history: ScoringHistory) -> ReadPlan {
        var plan = scorer.readPlan
        for name in history.columns where plan.columns[name] == nil {
            plan.columns[name] = .typed(.date, scorer.artifact.input.formats[name])
        }
        if let value = wishes.value, plan.columns[value] == nil {
            plan.columns[value] = .typed(.number, scorer.artifact.input.formats[value])
        }
        return plan
    }

    private func requireColumns(_ header: [String], of history: ScoringHistory, all: Bool) throws(Diagnostic) {
        let present = Set(header)
        var needed = scorer.artifact.tableInputs.map(\.name)
        needed += history.columns.filter { !needed.contains($0) }
        let missing = needed.filter { !present.contains($0) }
        guard all ? !missing.isEmpty : missing.count == needed.count, !needed.isEmpty else { return }
        throw .missingColumns(missing, in: source.name, header: header)
    }

    private func ids(of table: Table, _ idHeader: String) -> [String] {
        if let id = scorer.artifact.input.idColumn, id == idHeader, let column = table.frame[id],
            case .text(let text) = column.values
        {
            return (0..<text.count).map { text[$0] }
        }
        return (0..<table.frame.rowCount).map { String(table.rowNumber(at: $0) + 1) }
    }
}
