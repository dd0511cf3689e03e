/// Rule files: from bytes to rules, or to all that is wrong.
public enum RuleFile {
    /// The schema this version reads.
    public static let schema = RuleSetReader.schema

    /// - Returns: the rules and what is doubtful about them.
    /// - Throws: ``RuleFileError`` with every problem of the file, doubts included, by place.
    /// - Complexity: O(bytes); files over a megabyte are refused.
    public static func read(_ bytes: [UInt8]) throws(RuleFileError) -> (rules: RuleSet, warnings: [RuleProblem]) {
        var reader = RuleSetReader()
        let (rules, problems) = reader.read(bytes)
        guard let rules else { throw RuleFileError(problems: problems) }
        return (rules, problems)
    }
}
