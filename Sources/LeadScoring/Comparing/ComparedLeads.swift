import Evaluation
import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import Tabular

/// The leads a comparison judges on: closed, not learned from, and with a rule score.
struct ComparedLeads: Sendable {
    let basis: ComparisonReport.Basis
    let counts: ComparisonReport.Counts
    let frame: DataFrame
    /// What each lead is called.
    let ids: [String]
    let labels: [Bool]
    /// By a model that has not learned from the lead.
    let logOdds: [Double]
    let points: [Double]
    let parts: [RulePart]
    /// Rule scores and outcomes of leads that are not compared, to learn what points are worth; `nil` if there are none.
    let others: (points: [Double], labels: [Bool])?
    let ruleName: String
    let timeColumn: String?
}

/// Reads a table of closed leads and finds out which of them may be judged on.
struct ComparedLeadsReader: Sendable {
    let artifact: ModelArtifact
    let request: ComparisonRequest
    let pool: WorkerPool

    private var source: LeadSource { request.source }

    func read() throws(Diagnostic) -> ComparedLeads {
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        let rules = try ColumnRuleScore(request.ruleScore, header: header, source: source)
        let time = try timeColumn(header)
        let plan = try plan(header, rules: rules, time: time)
        let table = try Diagnostic.translating { () throws(TabularError) in try reader.read(plan) }
        if let path = source.rejectsPath { try RejectsFile.write(table.rejects, to: path) }
        let input = artifact.input
        guard let column = table.frame[input.labelColumn] else {
            throw .missingColumns([input.labelColumn], in: source.name, header: header)
        }
        let mapping = LabelMapping(won: input.wonValues, lost: input.lostValues, ignored: input.ignoredValues)
        let outcomes = try mapping.outcomes(of: column)
        let closed = outcomes.outcomes.indices.filter { outcomes.outcomes[$0] != .open }
        let frame = table.frame.selecting(rows: closed)
        let labels = closed.map { outcomes.outcomes[$0] == .won }
        let judged = try judged(frame, labels)
        let scores = try rules.scores(of: frame, on: pool)
        let rows = judged.rows.indices.filter { scores.points[judged.rows[$0]] != nil }
        let chosen = rows.map { judged.rows[$0] }
        try requireEnough(chosen.map { labels[$0] }, judged: judged.rows.count)
        let isJudged = Set(judged.rows)
        let rest = frame.rowCount == judged.rows.count ? [] : labels.indices.filter { !isJudged.contains($0) }
        let used = scores.selecting(chosen)
        return ComparedLeads(
            basis: judged.basis,
            counts: ComparisonReport.Counts(
                rowsIn: table.rowsIn, rejected: table.rejects.count, open: outcomes.count(of: .open),
                learnedFrom: rest.count, withoutRuleScore: judged.rows.count - chosen.count, compared: chosen.count,
                won: chosen.count { labels[$0] }),
            frame: frame.selecting(rows: chosen), ids: chosen.map { id(of: closed[$0], table) },
            labels: chosen.map { labels[$0] }, logOdds: rows.map { judged.logOdds[$0] },
            points: used.points.compactMap(\.self), parts: used.parts,
            others: others(rest, scores, labels), ruleName: rules.name, timeColumn: time)
    }

    /// The rows that may be judged on, with their scores.
    private func judged(
        _ frame: DataFrame, _ labels: [Bool]
    ) throws(Diagnostic) -> (basis: ComparisonReport.Basis, rows: [Int], logOdds: [Double]) {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.extractor.matrix(from: frame, on: pool)
        }
        let hashes = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: labels)
            try dataset.requireBothOutcomes()
            return Fingerprint.hashes(of: dataset)
        }
        if let heldOut = artifact.heldOut, Fingerprint.inOrder(hashes: hashes) == heldOut.fingerprint,
            heldOut.rows.last ?? 0 < frame.rowCount
        {
            let basis = ComparisonReport.Basis.heldOut(split: artifact.provenance.holdout?.split ?? "random")
            return (basis, heldOut.rows, heldOut.logOdds)
        }
        guard Fingerprint.of(hashes: hashes) != artifact.provenance.fingerprint else {
            throw Self.learnedFrom(share: 1)
        }
        let known = knownShare(of: hashes)
        guard known < 0.5 else { throw Self.learnedFrom(share: known) }
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.logOdds(of: matrix, on: pool)
        }
        return (.otherLeads(knownShare: known), Array(labels.indices), logOdds)
    }

    /// About what share of the leads the model learned from is in the table too.
    private func knownShare(of hashes: [UInt64]) -> Double {
        guard let sample = artifact.heldOut?.sample, let last = sample.last else { return 0 }
        let found = Set(hashes.filter { $0 <= last })
        return Double(sample.count(where: found.contains)) / Double(sample.count)
    }

    private static func learnedFrom(share: Double) -> Diagnostic {
        let which = share > 0.995 ? "the leads" : "about \(percent(share)) of the leads"
        return Diagnostic(
            .nothingHeldOut,
            "\(which) the model learned from are in this table, but not as the table it was trained on, with a hold-out",
            evidence: ["a model looks better than it is on leads it has learned from"],
            fix: "compare on the training table, unchanged, or on leads the model has not seen")
    }

    /// With fewer than two of an outcome there is no comparison.
    private func requireEnough(_ labels: [Bool], judged: Int) throws(Diagnostic) {
        let won = labels.count { $0 }
        guard min(won, labels.count - won) < 2 else { return }
        throw Diagnostic(
            .tooFewLeads,
            "\(grouped(labels.count)) of \(grouped(judged)) leads have a rule score, \(grouped(won)) of them won",
            fix: "a comparison needs at least two won and two lost leads, and says little under 40 of each")
    }

    private func others(
        _ rows: [Int], _ scores: RuleScores, _ labels: [Bool]
    ) -> (points: [Double], labels: [Bool])? {
        let rows = rows.filter { scores.points[$0] != nil }
        let won = rows.count { labels[$0] }
        // Of fewer, too little is learned.
        guard min(won, rows.count - won) >= 20 else { return nil }
        return (rows.compactMap { scores.points[$0] }, rows.map { labels[$0] })
    }

    private func id(of row: Int, _ table: Table) -> String {
        if let name = artifact.input.idColumn, let column = table.frame[name], case .text(let text) = column.values {
            return text[row]
        }
        return String(table.rowNumber(at: row) + 1)
    }
}

extension ComparedLeadsReader {
    private func timeColumn(_ header: [String]) throws(Diagnostic) -> String? {
        if let time = request.time {
            guard header.contains(time) else {
                throw .unknownColumn(time, in: source, option: "--time", columns: header)
            }
            return time
        }
        return artifact.input.timeColumn.flatMap { header.contains($0) ? $0 : nil }
    }

    private func plan(
        _ header: [String], rules: some RuleScoreSource, time: String?
    ) throws(Diagnostic) -> ReadPlan {
        var plan = LeadScorer(artifact).readPlan
        let label = artifact.input.labelColumn
        guard header.contains(label) else {
            throw Diagnostic(
                .missingColumn, "\(source.name) lacks \"\(label)\", the column that says what came of the leads",
                fix: "compare on closed leads")
        }
        let missing = artifact.extractor.inputs.map(\.name).filter { !header.contains($0) }
        guard missing.isEmpty else { throw .missingColumns(missing, in: source.name, header: header) }
        // What the model reads is read as the model learned it.
        func add(_ column: String?, _ request: ColumnRequest, option: String) throws(Diagnostic) {
            guard let column else { return }
            guard header.contains(column) else {
                throw .unknownColumn(column, in: source, option: option, columns: header)
            }
            if plan.columns[column] == nil { plan.columns[column] = request }
        }
        plan.columns[label] = .typed(.text, nil)
        for (column, request) in rules.requests { try add(column, request, option: "--rule-score") }
        try add(time, .inferred, option: "--time")
        try add(request.segment, .typed(.text, nil), option: "--segment")
        try add(request.worked, .inferred, option: "--worked")
        try add(request.value, .typed(.number, nil), option: "--value")
        return plan
    }
}
