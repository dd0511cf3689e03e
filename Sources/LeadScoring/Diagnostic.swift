/// A problem as a person reads it: what, where, the evidence, and how to mend it. Never a value of a lead.
///
/// Everything that can go wrong in this library is thrown as one of these; the errors of the rooms below are turned into
/// them in one place (`Diagnostic+Rooms.swift`), so that they all read alike.
public struct Diagnostic: Error, Sendable, Equatable {
    /// Stable, such as `E301`; ``ErrorCode`` says more about each.
    public let code: String
    public let message: String
    /// A file, with line and column where known.
    public let location: String?
    public let evidence: [String]
    public let fix: String?

    public init(
        code: String, message: String, location: String? = nil, evidence: [String] = [], fix: String? = nil
    ) {
        self.code = code
        self.message = message
        self.location = location
        self.evidence = evidence
        self.fix = fix
    }

    init(
        _ code: ErrorCode, _ message: String, location: String? = nil, evidence: [String] = [], fix: String? = nil
    ) {
        self.init(code: code.rawValue, message: message, location: location, evidence: evidence, fix: fix)
    }
}

extension Diagnostic {
    /// E100: the command line itself is wrong.
    public static func usage(_ message: String) -> Diagnostic { Diagnostic(.usage, message) }
}

extension Diagnostic: CustomStringConvertible {
    /// Several lines, ending without a newline:
    ///
    ///     error[E101]: there is no column "Convertd" in leads.csv
    ///       = closest: "Converted"
    ///       = fix: …
    public var description: String {
        var lines = ["error[\(code)]: " + (location.map { "\($0): " } ?? "") + message]
        lines += evidence.map { "  = \($0)" }
        if let fix { lines.append("  = fix: \(fix)") }
        return lines.joined(separator: "\n")
    }
}
