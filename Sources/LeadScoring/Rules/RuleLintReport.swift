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
    public let errors: Int
    public let warnings: Int
    public let problems: [Problem]
    private let texts: [String]

    enum CodingKeys: String, CodingKey { case file, rules, errors, warnings, problems }

    public init(_ inspection: RuleFiles.Inspection) {
        file = inspection.path
        rules = inspection.rules?.rules.count ?? 0
        errors = inspection.problems.count { !$0.isWarning }
        warnings = inspection.problems.count - errors
        problems = inspection.problems.map {
            Problem(
                code: $0.code.rawValue, severity: $0.isWarning ? "warning" : "error", line: $0.place.line,
                column: $0.place.column, message: $0.message, fix: $0.fix)
        }
        texts = inspection.problems.map { $0.text(file: inspection.path) }
    }

    /// One problem after the other, and a count.
    public var summary: String {
        let count = "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")"
        return (texts + [errors == 0 ? "\(file): \(rules) rules; \(count)" : "\(file): \(count)"])
            .joined(separator: "\n")
    }

    /// When the file cannot be used.
    public var failure: Diagnostic? {
        guard errors > 0, let first = problems.first(where: { $0.severity == "error" }) else { return nil }
        return Diagnostic(
            code: first.code, message: "the rule file cannot be used: \(errors) error\(errors == 1 ? "" : "s")",
            location: file)
    }
}
