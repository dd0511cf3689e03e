import RuleScoring

/// What is wrong or doubtful about a rule file.
public struct RuleLintReport: Sendable, Encodable {
    public struct Problem: Sendable, Encodable {
        public let code: String
        public let severity: String
        public let line: Int
        public let column: Int
        public let message: String
        public let fix: String?
    }

    public let file: String
    public let rules: Int
    public private(set) var problems: [Problem]
    /// What the rules do to a table, if one was given.
    public private(set) var data: RuleDataReport?
    private var texts: [String]

    enum CodingKeys: String, CodingKey { case file, rules, errors, warnings, problems, data }

    public init(_ inspection: RuleFiles.Inspection) {
        file = inspection.path
        rules = inspection.rules?.rules.count ?? 0
        problems = inspection.problems.map(Problem.init)
        texts = inspection.problems.map { $0.text(file: inspection.path) }
    }

    public var errors: Int { problems.count { $0.severity == "error" } }
    public var warnings: Int { problems.count - errors }

    /// Adds what the data show.
    public mutating func add(_ report: RuleDataReport) {
        data = report
        problems += report.problems.map(Problem.init)
        texts += report.problems.map { $0.text(file: file) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(rules, forKey: .rules)
        try container.encode(errors, forKey: .errors)
        try container.encode(warnings, forKey: .warnings)
        try container.encode(problems, forKey: .problems)
        try container.encodeIfPresent(data, forKey: .data)
    }

    /// One problem after the other, a count, and what the rules do to the data.
    public var summary: String {
        let count = "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")"
        let lines = texts + [errors == 0 ? "\(file): \(rules) rules; \(count)" : "\(file): \(count)"]
        return (lines + (data.map { [""] + $0.summary } ?? [])).joined(separator: "\n")
    }

    /// When the file cannot be used.
    public var failure: Diagnostic? {
        guard errors > 0, let first = problems.first(where: { $0.severity == "error" }) else { return nil }
        return Diagnostic(
            code: first.code, message: "the rule file cannot be used: \(errors) error\(errors == 1 ? "" : "s")",
            location: file)
    }
}

extension RuleLintReport.Problem {
    init(_ problem: RuleProblem) {
        code = problem.code.rawValue
        severity = problem.isWarning ? "warning" : "error"
        line = problem.place.line
        column = problem.place.column
        message = problem.message
        fix = problem.fix
    }
}
