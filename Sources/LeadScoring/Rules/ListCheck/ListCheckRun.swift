import FeatureExtraction
import LeadHistory
public import LearningCore
import RuleScoring
import Tabular

/// Looks at a list of people that is for sale, before it is bought and scored (R-FUN-6).
public struct ListCheckRun: Sendable {
    public var source: LeadSource
    /// A rule file whose gates `classify` and `qualify` say what must be known of a record.
    public var rules: String?
    /// The column that says when a record was last known to be right; found by its name otherwise.
    public var time: String?
    /// Seconds since 1970 from which ages are counted.
    public var asOf: Double
    public var limits = ListLimits()

    public init(_ source: LeadSource, asOf: Double) {
        self.source = source
        self.asOf = asOf
    }

    /// When ages are counted from: a date or time as text, or else the day it is now.
    ///
    /// - Throws: ``Diagnostic`` E103 for text that is no time.
    public static func time(_ text: String?, now: Double) throws(Diagnostic) -> Double {
        guard let text else { return (now / Span.day).rounded(.down) * Span.day }
        if case .time(let time) = AsOf(text) { return time }
        throw Diagnostic(.badOption, "--as-of is no date", fix: "give a date such as 2026-03-01")
    }

    /// - Throws: ``Diagnostic``: E120 for a list without records, E131 when ``time`` holds no dates, and what reading throws.
    public func report(on pool: WorkerPool) throws(Diagnostic) -> ListReport {
        var run = RuleScoringRun(RuleSet(name: ""), source: source, asOf: .time(asOf))
        if let rules { run.rules = try RuleFiles.load(rules) }
        run.readsEverything = true
        if let time { run.asked.append(.init(option: "--time", name: time, type: .date)) }
        let prepared = try run.prepared(on: pool)
        let frame = prepared.table.frame
        guard frame.rowCount > 0 else {
            throw Diagnostic(
                .noRows, "\(source.name) has no records",
                evidence: prepared.table.rejects.isEmpty
                    ? [] : ["all \(grouped(prepared.table.rejects.count)) rows were rejected"])
        }
        let columns = ListColumns(frame, time: time, on: pool)
        var tally = ListTally(limits: limits, rows: frame.rowCount)
        let age = tally.addAges(columns.date, asOf: asOf)
        tally.addDuplicates(frame, columns.duplicates, on: pool)
        tally.addContacts(columns)
        let gates = prepared.plan.gateCounts(asOf: prepared.asOf).map {
            RuleFunnel.Gate(gate: $0.gate, pass: $0.pass, fail: $0.fail, unknown: $0.unknown)
        }
        tally.addGates(gates, hasRules: rules != nil)
        return ListReport(
            rowsIn: prepared.table.rowsIn, rejected: prepared.table.rejects.count,
            asOf: String(CellText.date(asOf).prefix(10)), medianAgeDays: age,
            verdict: tally.findings.map(\.verdict).max() ?? .usable, findings: tally.findings, gates: gates,
            notMeasured: tally.notMeasured, maximumAge: limits.maximumAge)
    }
}

/// Counts the faults one after the other.
private struct ListTally {
    let limits: ListLimits
    let rows: Int
    private(set) var findings: [ListReport.Finding] = []
    private(set) var notMeasured: [String] = []

    private mutating func add(_ fault: ListFault, _ records: Int, of all: Int) {
        findings.append(ListReport.Finding(fault, records, of: all, limits))
    }

    /// - Returns: the median age in days.
    mutating func addAges(_ column: Column?, asOf: Double) -> Double? {
        guard let column, case .date(let times) = column.values else {
            notMeasured.append("the age of the records: no column of dates (--time COLUMN)")
            return nil
        }
        let ages = times.map { asOf - $0 }
        add(.old, ages.count { $0.isNaN || $0 > limits.maximumAge }, of: rows)
        let ahead = ages.count { $0 < 0 }
        if ahead > 0 {
            notMeasured.append("\(grouped(ahead)) dates in \"\(column.name)\", which lie ahead and count as new")
        }
        return LeadCases.quantile(0.5, of: ages.filter { !$0.isNaN }.sorted()).map { max(0, $0 / Span.day) }
    }

    mutating func addDuplicates(_ frame: DataFrame, _ columns: DuplicateColumns, on pool: WorkerPool) {
        guard !columns.isEmpty else {
            return notMeasured.append("duplicates: no e-mail, no telephone, no name with a company to tell people by")
        }
        add(.duplicates, DuplicateClusters(of: frame, by: columns, on: pool).duplicateCount, of: rows)
    }

    mutating func addContacts(_ columns: ListColumns) {
        let emails = columns.emails.map { PartCounts($0, .email) }
        let phones = columns.phones.map { PartCounts($0, .phone) }
        let reached = (0..<rows).count { row in (emails + phones).contains { $0.isRecognised[row] } }
        add(.unreachable, rows - reached, of: rows)
        if emails.isEmpty { notMeasured.append("e-mail addresses: no such column") }
        if !emails.isEmpty {
            func count(_ part: String) -> Int { emails.reduce(0) { $0 + $1.counts[part, default: 0] } }
            let written = emails.reduce(0) { $0 + $1.written }
            let valid = written - count("invalid")
            add(.invalidEmails, count("invalid"), of: written)
            add(.roleEmails, count("role"), of: valid)
            add(.freeEmails, count("free"), of: valid)
            add(.disposableEmails, count("disposable"), of: valid)
        }
        addImplausible(.badPhones, phones, "telephone numbers")
        addImplausible(.dummyNames, columns.names.map { PartCounts($0, .personName) }, "names")
    }

    private mutating func addImplausible(_ fault: ListFault, _ columns: [PartCounts], _ what: String) {
        guard !columns.isEmpty else { return notMeasured.append("\(what): no such column") }
        add(
            fault, columns.reduce(0) { $0 + $1.counts["implausible", default: 0] },
            of: columns.reduce(0) { $0 + $1.written })
    }

    mutating func addGates(_ gates: [RuleFunnel.Gate], hasRules: Bool) {
        for (fault, name) in [(ListFault.unclassified, "classify"), (.unqualified, "qualify")] {
            if let gate = gates.first(where: { $0.gate == name }) {
                add(fault, gate.unknown, of: rows)
            } else if hasRules {
                notMeasured.append(
                    "who is \(fault == .unclassified ? "classified" : "qualified"): the rules have no gate `\(name)`")
            }
        }
    }
}

/// What a normaliser finds in a column: its first part, counted.
private struct PartCounts {
    private(set) var counts: [String: Int] = [:]
    /// Cells with a value.
    private(set) var written = 0
    let isRecognised: [Bool]

    init(_ column: Column, _ normaliser: Normaliser) {
        let reader = TextReader(normaliser)
        var counts: [String: Int] = [:]
        var written = 0
        isRecognised = (0..<column.count).map { row in
            guard let text = column.written(at: row) else { return false }
            written += 1
            let parts = reader.parts(of: text)
            if let part = parts[0] { counts[part, default: 0] += 1 }
            return normaliser.isRecognised(parts)
        }
        (self.counts, self.written) = (counts, written)
    }
}
