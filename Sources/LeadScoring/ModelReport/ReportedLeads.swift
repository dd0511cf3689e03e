import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// The leads a report judges a model on, with what the model says of them: of the table it was trained on those that
/// training held out, with the scores of a model that had not seen them; of another table all closed leads.
struct ReportedLeads: Sendable {
    let judged: JudgedLeads
    /// The reported leads alone, and their places among the closed ones.
    let frame: DataFrame
    let events: SnapshotEvents?
    let places: [Int]
    let labels: [Bool]
    let logOdds: [Double]
    let scored: ScoredOutcomes
    let scope: ModelReport.Leads.Scope
    let scorer: LeadScorer

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur.
    init(_ artifact: ModelArtifact, _ request: ModelReportRun.Request, on pool: WorkerPool) throws(Diagnostic) {
        let source = request.source
        let judged = try JudgedLeads(
            artifact, source, events: request.events,
            reading: { header throws(Diagnostic) in try Self.columns(header, artifact, request) }, on: pool)
        if let path = source.rejectsPath { try RejectsFile.write(judged.rejects, to: path) }
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: judged.frame, events: judged.events, on: pool)
        }
        let hashes = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: judged.labels)
            try dataset.requireBothOutcomes()
            return Fingerprint.hashes(of: dataset)
        }
        let places: [Int]
        let logOdds: [Double]
        if let heldOut = artifact.heldOut, Fingerprint.inOrder(hashes: hashes) == heldOut.fingerprint,
            heldOut.rows.last ?? 0 < hashes.count
        {
            (places, logOdds, scope) = (heldOut.rows, heldOut.logOdds, .heldOut)
        } else {
            places = Array(hashes.indices)
            logOdds = try Diagnostic.translating { () throws(LearningError) in
                try artifact.model.logOdds(of: matrix, on: pool)
            }
            scope = Fingerprint.of(hashes: hashes) == artifact.provenance.fingerprint ? .training : .all
        }
        let labels = places.map { judged.labels[$0] }
        let isAll = places.count == judged.labels.count
        self.judged = judged
        self.places = places
        self.labels = labels
        self.logOdds = logOdds
        frame = isAll ? judged.frame : judged.frame.selecting(rows: places)
        events = isAll ? judged.events : judged.events?.selecting(places)
        scorer = LeadScorer(artifact)
        scored = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: labels)
        }
    }

    /// The columns a report reads besides those the model reads.
    private static func columns(
        _ header: [String], _ artifact: ModelArtifact, _ request: ModelReportRun.Request
    ) throws(Diagnostic) -> [String: ColumnRequest] {
        var columns: [String: ColumnRequest] = [:]
        if let segment = request.segment {
            guard header.contains(segment) else {
                throw .unknownColumn(segment, in: request.source, option: "--segment", columns: header)
            }
            columns[segment] = .inferred
        }
        if let time = artifact.input.timeColumn, header.contains(time), columns[time] == nil {
            columns[time] = .inferred
        }
        return columns
    }

    /// What a lead is called: its id as it stands in the table, or its row number from 1.
    func name(at place: Int) -> String {
        let table = judged.table
        let row = judged.rows[places[place]]
        if let id = scorer.artifact.input.idColumn, let column = table.frame[id], case .text(let text) = column.values {
            return text[row]
        }
        return "row \(table.rowNumber(at: row) + 1)"
    }
}
