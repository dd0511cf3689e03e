public import LearningCore
import RuleScoring
import Tabular

/// ABC analysis of leads by what they are expected to bring (R-ABC-3): A until 80 % of it, B until 95 %, C the rest.
///
/// The expected value of a lead is its value times its probability; of points, times its percentage, which puts leads in
/// order but is no sum of money. Without a column of values every lead is worth 1.
public struct ValueClassRun: Sendable {
    public var scores: ScoredTableRequest
    /// The column that says what a lead is worth if it is won.
    public var value: String?

    public init(_ scores: ScoredTableRequest, value: String? = nil) {
        self.scores = scores
        self.value = value
    }

    struct Result: Sendable {
        let table: ScoredTable
        let values: [Double]
        /// Never below zero; zero without a score or a value.
        let expected: [Double]
        let classes: [ParetoClasses.Class]
    }

    func result(on pool: WorkerPool) throws(Diagnostic) -> Result {
        let table = try ScoredTable(scores, on: pool) { run in
            if let value { run.asked.append(.init(option: "--value", name: value, type: .number)) }
        }
        let values =
            value.map { table.prepared.table.frame[$0]?.numbers ?? [] }
            ?? [Double](repeating: 1, count: table.rowCount)
        let expected = zip(table.percents, values).map { percent, value in
            percent.isNaN || value.isNaN ? 0 : max(0, percent / 100 * value)
        }
        return Result(
            table: table, values: values, expected: expected,
            classes: ParetoClasses.classes(of: expected, ids: table.prepared.ids))
    }

    /// What the classes come to; nothing is written.
    ///
    /// - Throws: ``Diagnostic``.
    public func report(on pool: WorkerPool) throws(Diagnostic) -> ValueClassReport {
        ValueClassReport(try result(on: pool), valueColumn: value)
    }

    /// Writes one line a lead, in input order: id, score, value, expected value, class.
    ///
    /// - Parameter output: a file, or `nil` for standard output.
    /// - Returns: what the classes come to, or `nil` when the reader of standard output has gone.
    /// - Throws: ``Diagnostic``.
    public func write(to output: String?, on pool: WorkerPool) throws(Diagnostic) -> ValueClassReport? {
        let result = try result(on: pool)
        do throws(TabularError) {
            try Self.write(result, to: output.map(OutputTarget.file) ?? .standardOutput)
        } catch {
            if case .brokenPipe = error { return nil }
            throw error.diagnostic
        }
        return ValueClassReport(result, valueColumn: value)
    }

    private static func write(_ result: Result, to target: OutputTarget) throws(TabularError) {
        var writer = try CSVWriter(target)
        let prepared = result.table.prepared
        if prepared.table.rowsIn > 0 {
            let score = result.table.isProbability ? "probability" : "points_percent"
            for name in [prepared.idHeader, score, "value", "expected_value", "class"] { writer.append(name) }
            try writer.endRow()
        }
        for row in result.classes.indices {
            let percent = result.table.percents[row]
            writer.append(prepared.ids[row])
            writer.append(result.table.isProbability ? percent / 100 : percent)
            writer.append(result.values[row])
            writer.append(result.expected[row])
            writer.append(result.classes[row].rawValue)
            try writer.endRow()
        }
        try writer.finish()
    }
}

/// What value classes come to, for a person or as JSON.
public struct ValueClassReport: Sendable, Encodable {
    public struct Class: Sendable, Encodable, Equatable {
        public let name: String
        public let leads: Int
        public let expectedValue: Double
        /// Of all expected value; 0 when there is none.
        public let share: Double

        enum CodingKeys: String, CodingKey {
            case leads, share
            case name = "class"
            case expectedValue = "expected_value"
        }
    }

    public let classes: [Class]
    public let leads: Int
    public let rejected: Int
    /// Whether scores were probabilities, so that expected values may be added up.
    public let isProbability: Bool
    public let notes: [String]

    enum CodingKeys: String, CodingKey {
        case classes, leads, rejected, notes
        case isProbability = "probabilities"
    }

    init(_ result: ValueClassRun.Result, valueColumn: String?) {
        leads = result.classes.count
        rejected = result.table.prepared.table.rejects.count
        isProbability = result.table.isProbability
        let total = result.expected.reduce(0, +)
        classes = ParetoClasses.Class.allCases.map { name in
            let rows = result.classes.indices.filter { result.classes[$0] == name }
            let value = rows.reduce(0) { $0 + result.expected[$1] }
            return Class(
                name: name.rawValue, leads: rows.count, expectedValue: value, share: total > 0 ? value / total : 0)
        }
        var notes = result.table.notes
        let blank = result.values.count(where: \.isNaN)
        let negative = result.values.count { $0 < 0 }
        if let valueColumn, blank > 0 {
            notes.append("\(grouped(blank)) leads have no value in \"\(valueColumn)\" and count as nothing")
        }
        if negative > 0 { notes.append("\(grouped(negative)) leads have a value below zero and count as nothing") }
        if !isProbability { notes.append("points are no probabilities: the order is theirs, the sums are no money") }
        self.notes = notes
    }

    /// For a terminal, after the leads.
    public func text(output: String?) -> String {
        let lines = classes.map { group in
            "\(group.name)  \(grouped(group.leads).leftPadded(to: 9)) leads "
                + "(\(percent(Double(group.leads) / Double(max(leads, 1)))))  "
                + "\(percent(group.share)) of the expected value"
        }
        let rows =
            "\(grouped(leads + rejected)) rows in = \(grouped(leads)) classed + \(grouped(rejected)) rejected"
            + (output.map { "; wrote \($0)" } ?? "")
        return (notes.map { "note: \($0)" } + lines + [rows]).joined(separator: "\n")
    }
}
