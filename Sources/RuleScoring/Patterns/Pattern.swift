/// A regular expression that is matched in linear time (R-RULE-2).
///
/// It is made into a machine of `m` steps (K. Thompson, "Regular expression search algorithm", 1968) whose states are
/// walked through together, so that a text of `n` characters takes O(n · m) whatever the pattern; nothing is ever tried
/// again. It knows literals, `.`, classes `[a-z]` and `[^…]`, `\d \w \s` and their opposites, groups, `|`, and the
/// repetitions `* + ? {m} {m,} {m,n}`. It matches the whole text; `^` and `$` at its ends are allowed and say the same.
/// Texts and patterns are compared without case.
public struct Pattern: Sendable, Hashable {
    public let source: String
    let program: [Step]

    /// One step of the machine.
    enum Step: Sendable, Hashable {
        case one(CharacterSet)
        case split(Int, Int)
        case jump(Int)
        case match
    }

    /// Which characters pass.
    struct CharacterSet: Sendable, Hashable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            ranges.contains { $0.contains(scalar.value) } != isNegated
        }
    }

    public enum Fault: Error, Sendable, Equatable {
        /// What is wrong, in words.
        case notUnderstood(String)
        case tooCostly
    }

    /// The most steps a pattern may have.
    static let stepLimit = 2_000

    /// - Throws: ``Fault``.
    public init(_ source: String) throws(Fault) {
        self.source = source
        var parser = PatternParser(source)
        let tree = try parser.parse()
        var compiler = PatternCompiler()
        try compiler.append(tree)
        program = compiler.steps + [.match]
    }

    /// Whether the whole text matches; the text must be folded as ``TextFolding`` does. Complexity: O(text × pattern).
    public func matches(_ folded: String) -> Bool {
        var current = StateSet(count: program.count)
        var next = StateSet(count: program.count)
        add(0, to: &current)
        for scalar in folded.unicodeScalars {
            if current.members.isEmpty { return false }
            for state in current.members {
                if case .one(let set) = program[state], set.contains(scalar) { add(state + 1, to: &next) }
            }
            swap(&current, &next)
            next.clear()
        }
        return current.members.contains { program[$0] == .match }
    }

    /// Adds a state and those that are reached from it without a character.
    private func add(_ start: Int, to states: inout StateSet) {
        var open = [start]
        while let state = open.popLast() {
            guard states.insert(state) else { continue }
            switch program[state] {
            case .jump(let target): open.append(target)
            case .split(let first, let second): open += [second, first]
            case .one, .match: break
            }
        }
    }

    private struct StateSet {
        private(set) var members: [Int] = []
        private var isMember: [Bool]

        init(count: Int) { isMember = [Bool](repeating: false, count: count) }

        mutating func insert(_ state: Int) -> Bool {
            guard !isMember[state] else { return false }
            isMember[state] = true
            members.append(state)
            return true
        }

        mutating func clear() {
            for state in members { isMember[state] = false }
            members.removeAll(keepingCapacity: true)
        }
    }
}
