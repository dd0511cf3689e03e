import Evaluation
import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// The leads a comparison judges on: closed, not learned from, and with a rule score.
struct ComparedLeads: Sendable {
    let basis: ComparisonReport.Basis
    let counts: ComparisonReport.Counts
    let frame: DataFrame
    /// What they had done, for a model that looks at events.
    let events: SnapshotEvents?
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
    /// What the rules ask for and the data do not have.
    let ruleNotes: [String]
    let timeColumn: String?
}

/// Reads a table of closed leads and finds out which of them may be judged on.
struct ComparedLeadsReader: Sendable {
    let artifact: ModelArtifact
    let request: ComparisonRequest
    let pool: WorkerPool

    private var source: LeadSource { request.source }

    func read() throws(Diagnostic) -> ComparedLeads {
        var rules: (any RuleScoreSource)?
        // Events that the model does not look at may be the rules'.
        let areForRules = artifact.features.events == nil && request.rules.isFile
        let leads = try JudgedLeads(
            artifact, source, events: areForRules ? nil : request.events,
            reading: { header throws(Diagnostic) in
                let found = try ruleScore(header)
                rules = found
                return try columns(header, rules: found)
            }, on: pool)
        if let path = source.rejectsPath { try RejectsFile.write(leads.rejects, to: path) }
        guard let rules else { throw Diagnostic(.internalFault, "the table was not read") }
        let judged = try judged(leads)
        let scores = try rules.points(of: leads, on: pool)
        let rows = judged.rows.indices.filter { scores.points[judged.rows[$0]] != nil }
        let chosen = rows.map { judged.rows[$0] }
        let labels = chosen.map { leads.labels[$0] }
        try requireEnough(labels, judged: judged.rows.count)
        let isJudged = Set(judged.rows)
        let rest = leads.labels.indices.filter { !isJudged.contains($0) }
        let used = scores.selecting(chosen)
        return ComparedLeads(
            basis: judged.basis,
            counts: ComparisonReport.Counts(
                rowsIn: leads.table.rowsIn, rejected: leads.table.rejects.count, open: leads.open,
                learnedFrom: rest.count, withoutRuleScore: judged.rows.count - chosen.count, compared: chosen.count,
                won: labels.count { $0 }),
            frame: leads.frame.selecting(rows: chosen), events: leads.events?.selecting(chosen),
            ids: chosen.map { id(of: leads.rows[$0], leads.table) }, labels: labels,
            logOdds: rows.map { judged.logOdds[$0] }, points: used.points.compactMap(\.self), parts: used.parts,
            others: others(rest, scores, leads.labels), ruleName: rules.name, ruleNotes: scores.notes,
            timeColumn: request.time ?? artifact.input.timeColumn)
    }

    /// The rows that may be judged on, with their scores.
    private func judged(
        _ leads: JudgedLeads
    ) throws(Diagnostic) -> (basis: ComparisonReport.Basis, rows: [Int], logOdds: [Double]) {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: leads.frame, events: leads.events, on: pool)
        }
        let hashes = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: leads.labels)
            try dataset.requireBothOutcomes()
            return Fingerprint.hashes(of: dataset)
        }
        if let heldOut = artifact.heldOut, Fingerprint.inOrder(hashes: hashes) == heldOut.fingerprint,
            heldOut.rows.last ?? 0 < hashes.count
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
        return (.otherLeads(knownShare: known), Array(hashes.indices), logOdds)
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
        _ rows: [Int], _ scores: LeadPoints, _ labels: [Bool]
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
    private func ruleScore(_ header: [String]) throws(Diagnostic) -> any RuleScoreSource {
        switch request.rules {
        case .columns(let names): try ColumnRuleScore(names, header: header, source: source)
        case .file(let path): try RuleFileScore(path, request, artifact)
        }
    }

    /// The columns the comparison reads besides those the model reads.
    private func columns(
        _ header: [String], rules: any RuleScoreSource
    ) throws(Diagnostic) -> [String: ColumnRequest] {
        var columns = rules.requests
        func add(_ column: String?, _ request: ColumnRequest, option: String) throws(Diagnostic) {
            guard let column else { return }
            guard header.contains(column) else {
                throw .unknownColumn(column, in: source, option: option, columns: header)
            }
            if columns[column] == nil { columns[column] = request }
        }
        try add(request.time, .inferred, option: "--time")
        try add(request.segment, .typed(.text, nil), option: "--segment")
        try add(request.worked, .inferred, option: "--worked")
        try add(request.value, .typed(.number, nil), option: "--value")
        if let time = artifact.input.timeColumn, header.contains(time) { try add(time, .inferred, option: "--time") }
        return columns
    }
}
