import BoostedTrees
import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import Tabular

/// Finds columns that were filled in after the outcome, or by it (R-LEAK-1).
///
/// A column is **blocked** when it is filled almost only for one outcome, when alone it reaches an AUC of 0.90, or when
/// alone it reaches 0.75 and a boosted model without it loses 0.08, beyond chance. The last test is repeated after each block,
/// since the next leak hides behind the first. A loss that may be chance is a doubt: said, and the column stays. It is **suspect** when alone it reaches 0.70 and its name, its values, its time or
/// its filling speak of the end as well; or when its name says outright that it is the end (a close date).
///
/// A high AUC alone is no proof, which is why there is a second test for everything under 0.90.
struct LeakGate {
    static let certainAUC = 0.90
    static let strongAUC = 0.75
    static let noticeableAUC = 0.70
    static let heavyLoss = 0.08
    /// A column filled far more often among closed leads than among open ones: by this share.
    static let fillingGap = 0.5
    /// More rows than this do not make the verdict clearer, only slower.
    static let sampleSize = 20_000

    let pool: WorkerPool
    let seed: UInt64

    struct Report: Sendable {
        var findings: [LeakFinding]
        var evidence: [ColumnEvidence]
        /// Sentences about columns that stay.
        var doubts: [String]
    }

    /// What is known of the leads besides their closed rows.
    struct Context: Sendable {
        var assignments: [ColumnAssignment]
        /// The share of open leads for which each column is filled; empty without open leads to speak of.
        var openFill: [String: Double] = [:]
        /// Columns that a person wants to keep: neither blocked nor suspected.
        var kept: Set<String> = []
        /// The words that normalisers know.
        var tables = NormaliserTables.standard
        /// What leads did, one snapshot a row, and how it becomes features: a column that says no more than they do is
        /// not missed.
        var events: SnapshotEvents?
        var eventRecipe: EventFeatureRecipe?
    }

    /// - Parameters:
    ///   - frame: closed leads only.
    ///   - labels: one per row, `true` is won; both occur.
    func report(on frame: DataFrame, labels: [Bool], context: Context) throws(Diagnostic) -> Report {
        let rows = Self.sample(of: frame.rowCount)
        let frame = rows.map { frame.selecting(rows: $0) } ?? frame
        let labels = rows.map { rows in rows.map { labels[$0] } } ?? labels
        let events = rows.flatMap { context.events?.selecting($0) } ?? context.events
        let fold = (0..<labels.count).map { UInt8(SplitMix64.mix(seed ^ UInt64($0)) % UInt64(ColumnAlone.foldCount)) }
        let judged = Set(
            context.assignments.filter { ![.id, .label, .group].contains($0.role) }.map(\.name))
        let columns = frame.columns.filter { judged.contains($0.name) }
        let facts = pool.map(columns.count) { ColumnFacts(columns[$0], labels: labels, fold: fold) }
        var findings = facts.compactMap { context.kept.contains($0.name) ? nil : Self.certainFinding($0) }
        let blocked = Set(findings.map(\.column))
        let heavy = try heavyFindings(
            frame, events, labels, facts.filter { !blocked.contains($0.name) }, blocked, context)
        findings += heavy.findings
        let taken = Set(findings.map(\.column)).union(context.kept)
        findings += facts.filter { !taken.contains($0.name) }.compactMap { Self.suspicion(on: $0, context) }
        return Report(findings: findings, evidence: facts.map(\.evidence), doubts: heavy.doubts)
    }

    /// Evenly spaced rows, so that every stretch of time is there; `nil` for all.
    private static func sample(of count: Int) -> [Int]? {
        count > sampleSize ? (0..<sampleSize).map { $0 * count / sampleSize } : nil
    }

    private static func certainFinding(_ facts: ColumnFacts) -> LeakFinding? {
        if let filling = facts.fillingGivesAway {
            return LeakFinding(
                column: facts.name, severity: .blocked, aloneAUC: facts.aloneAUC, loss: nil, evidence: [filling])
        }
        guard let alone = facts.aloneAUC, alone >= certainAUC else { return nil }
        return LeakFinding(
            column: facts.name, severity: .blocked, aloneAUC: alone, loss: nil,
            evidence: ["all but gives the outcome away (alone: AUC \(decimal(alone, 3)))"])
    }

    /// Blocks, one at a time, the column whose loss is heaviest.
    private func heavyFindings(
        _ frame: DataFrame, _ events: SnapshotEvents?, _ labels: [Bool], _ facts: [ColumnFacts], _ blocked: Set<String>,
        _ context: Context
    ) throws(Diagnostic) -> (findings: [LeakFinding], doubts: [String]) {
        var candidates = facts.filter { ($0.aloneAUC ?? 0) >= Self.strongAUC && !context.kept.contains($0.name) }
        guard !candidates.isEmpty else { return ([], []) }
        var recipe = FeatureRecipe(context.assignments, excluding: blocked)
        recipe.tables = context.tables
        let probe = try QuickModel(
            frame, events, labels, LeadRecipe(attributes: recipe, events: context.eventRecipe), seed: seed, on: pool)
        var (findings, doubts): ([LeakFinding], [String]) = ([], [])
        var removed: Set<String> = []
        while !candidates.isEmpty {
            let losses = try probe.losses(of: candidates.map { [$0.name] }, removed: removed)
            var heaviest: (index: Int, loss: Double)?
            for (index, loss) in losses.enumerated() where loss.atLeast >= Self.heavyLoss {
                if loss.value > heaviest?.loss ?? 0 { heaviest = (index, loss.value) }
            }
            guard let heaviest else {
                doubts = zip(candidates, losses).filter { $1.value >= Self.heavyLoss }.map { Self.doubt($0, $1) }
                break
            }
            let column = candidates.remove(at: heaviest.index)
            removed.insert(column.name)
            let alone = column.aloneAUC.map { decimal($0, 3) } ?? "–"
            findings.append(
                LeakFinding(
                    column: column.name, severity: .blocked, aloneAUC: column.aloneAUC, loss: heaviest.loss,
                    evidence: [
                        "alone: AUC \(alone), and a boosted model loses \(decimal(heaviest.loss, 3)) without it: "
                            + "probably known only after the outcome"
                    ]))
        }
        return (findings, doubts)
    }

    private static func doubt(_ column: ColumnFacts, _ loss: QuickModel.Loss) -> String {
        "\"\(column.name)\" tells a lot: alone AUC \(decimal(column.aloneAUC ?? 0.5, 3)), and a boosted model loses "
            + "\(decimal(loss.value, 3)) without it; if it is only known after the outcome, leave it out (--exclude)"
    }

    private static func suspicion(on facts: ColumnFacts, _ context: Context) -> LeakFinding? {
        var signs: [String] = []
        let end = LeakWords.match(facts.name, LeakWords.ofTheEnd)
        if let end { signs.append("its name says it is known only at the end (\"\(end)\")") }
        if end == nil, LeakWords.match(facts.name, LeakWords.ofThePerson) == nil,
            let word = LeakWords.match(facts.name, LeakWords.ofSalesWork)
        {
            signs.append("its name speaks of what sales does (\"\(word)\")")
        }
        if facts.valuesSpeakOfTheEnd { signs.append("its values speak of the end") }
        if let open = context.openFill[facts.name], facts.fillShare - open >= fillingGap {
            signs.append("filled for \(percent(facts.fillShare)) of closed leads but \(percent(open)) of open ones")
        }
        let alone = facts.aloneAUC ?? 0.5
        guard end != nil || (alone >= noticeableAUC && !signs.isEmpty) else { return nil }
        if let aloneAUC = facts.aloneAUC { signs.insert("alone: AUC \(decimal(aloneAUC, 3))", at: 0) }
        return LeakFinding(
            column: facts.name, severity: .suspect, aloneAUC: facts.aloneAUC, loss: nil, evidence: signs)
    }
}
