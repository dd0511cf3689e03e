import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// Finds one lead in a table, as it stood when it is looked at. Reads block by block.
struct LeadFinder {
    let artifact: ModelArtifact
    let request: ExplanationRun.Request
    let pool: WorkerPool

    struct Found {
        /// The lead alone.
        let frame: DataFrame
        let events: SnapshotEvents?
        /// When it is looked at, where the model has snapshots.
        let asOf: Double?
        /// The number of its row in the file, from 0.
        let rowNumber: Int
        let columnRules: ColumnRuleScore?
        /// Rows that are called so.
        var count = 1
    }

    /// - Throws: ``Diagnostic``; E340 if no lead is called so.
    func find() throws(Diagnostic) -> Found {
        let source = request.source
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        var rules: ColumnRuleScore?
        if case .columns(let names) = request.rules {
            rules = try ColumnRuleScore(names, header: header, source: source)
        }
        // Events that the model does not look at may be the rules'.
        let areForRules = artifact.features.events == nil && request.rules?.isFile == true
        let history = try ScoringHistory(
            artifact, source: source, events: areForRules ? nil : request.events,
            asOf: artifact.input.history == nil && request.rules?.isFile == true ? nil : request.asOf, on: pool)
        let plan = plan(history, rules, header)
        let missing = plan.columns.keys.filter { $0 != artifact.input.idColumn && !header.contains($0) }.sorted()
        guard missing.isEmpty else { throw .missingColumns(missing, in: source.name, header: header) }
        let id = artifact.input.idColumn.flatMap { header.contains($0) ? $0 : nil }
        var found: Found?
        var near = 0
        do {
            try reader.forEachBlock(plan) { table in
                for row in rows(of: table, id: id, near: &near) {
                    guard found == nil else {
                        found?.count += 1
                        continue
                    }
                    let (frame, events) = try history.moments(of: table)
                    found = Found(
                        frame: frame.selecting(rows: [row]), events: events?.selecting([row]),
                        asOf: events?.snapshots[row].asOf, rowNumber: table.rowNumber(at: row), columnRules: rules)
                }
            }
        } catch let error as any DiagnosticConvertible {
            throw error.diagnostic
        } catch let error as Diagnostic {
            throw error
        } catch {
            throw Diagnostic(.internalFault, "the table cannot be read")
        }
        guard let found else { throw unknown(near, id: id) }
        return found
    }

    private func plan(
        _ history: ScoringHistory, _ rules: ColumnRuleScore?, _ header: [String]
    ) -> ReadPlan {
        var plan = LeadScorer(artifact).readPlan
        for name in history.columns where plan.columns[name] == nil {
            plan.columns[name] = .typed(.date, artifact.input.formats[name])
        }
        if let value = request.value ?? artifact.input.valueColumn, plan.columns[value] == nil,
            request.value != nil || header.contains(value)
        {
            plan.columns[value] = .typed(.number, artifact.input.formats[value])
        }
        // What the model reads is read as the model learned it.
        plan.columns.merge(rules?.requests ?? [:]) { own, _ in own }
        return plan
    }

    /// The rows that are called as the lead is; counts those that are nearly.
    private func rows(of table: Table, id: String?, near: inout Int) -> [Int] {
        guard let id, case .text(let text)? = table.frame[id]?.values else {
            guard let number = Int(request.id) else { return [] }
            return (0..<table.frame.rowCount).filter { table.rowNumber(at: $0) + 1 == number }
        }
        let wanted = request.id
        let folded = Self.folded(wanted)
        var rows: [Int] = []
        for row in 0..<text.count {
            let name = text[row]
            if name == wanted { rows.append(row) } else if Self.folded(name) == folded { near += 1 }
        }
        return rows
    }

    /// Without capitals, blanks, punctuation and leading zeros.
    private static func folded(_ id: String) -> Substring {
        let plain = id.lowercased().filter { $0.isLetter || $0.isNumber }
        return plain.drop { $0 == "0" }
    }

    /// Says how many ids come near, never which.
    private func unknown(_ near: Int, id: String?) -> Diagnostic {
        let name = request.source.name
        guard let id else {
            return Diagnostic(
                .unknownLead, "\(name) has no row of that number", fix: "give the number of a row, the first is 1")
        }
        return Diagnostic(
            .unknownLead, "no lead of \(name) is called so in \"\(id)\"",
            evidence: near > 0
                ? ["\(grouped(near)) id\(near == 1 ? " differs" : "s differ") in capitals, blanks, signs or zeros only"]
                : [],
            fix: "write the id as it stands in the table")
    }
}
