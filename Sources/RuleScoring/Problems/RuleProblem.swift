/// One mistake in a rule file, or a doubt about it.
public struct RuleProblem: Sendable, Hashable {
    public let code: RuleProblemCode
    public let place: Place
    /// What is wrong.
    public let message: String
    /// How to mend it.
    public let fix: String?

    public init(_ code: RuleProblemCode, at place: Place, _ message: String, fix: String? = nil) {
        self.code = code
        self.place = place
        self.message = message
        self.fix = fix
    }

    public var isWarning: Bool { code.isWarning }

    /// `warning[E631]: rules.yaml:14:7: …`, with the mend on a second line.
    public func text(file: String) -> String {
        let kind = isWarning ? "warning" : "error"
        let location = place == .none ? file : "\(file):\(place.line):\(place.column)"
        return "\(kind)[\(code.rawValue)]: \(location): \(message)" + (fix.map { "\n  = fix: \($0)" } ?? "")
    }
}

/// A rule file that cannot be used; all its problems, in the order of their places.
public struct RuleFileError: Error, Sendable, Equatable {
    public let problems: [RuleProblem]
}

/// Gathers problems while a file is read.
final class ProblemLog {
    private var problems: [RuleProblem] = []
    /// More than this would help nobody.
    private static let limit = 1_000

    func add(_ code: RuleProblemCode, _ place: Place, _ message: String, fix: String? = nil) {
        guard problems.count < Self.limit else { return }
        problems.append(RuleProblem(code, at: place, message, fix: fix))
    }

    var count: Int { problems.count }

    func has(_ code: RuleProblemCode) -> Bool { problems.contains { $0.code == code } }

    /// By place; of the same place in the order they were found.
    var sorted: [RuleProblem] {
        problems.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    }
}
