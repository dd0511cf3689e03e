/// What a pattern says.
indirect enum PatternTree: Sendable {
    case empty
    case one(Pattern.CharacterSet)
    case sequence([PatternTree])
    case choice([PatternTree])
    case repeated(PatternTree, from: Int, to: Int?)
}

/// Reads a pattern by recursive descent.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    private static let depthLimit = 50
    private static let longest = 1_000

    init(_ source: String) { scalars = Array(source.unicodeScalars) }

    mutating func parse() throws(Pattern.Fault) -> PatternTree {
        guard scalars.count <= Self.longest else { throw .tooCostly }
        let tree = try choice()
        guard position == scalars.count else { throw .notUnderstood("a `)` is too many") }
        return tree
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    private mutating func choice() throws(Pattern.Fault) -> PatternTree {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Pattern.Fault) -> PatternTree {
        var parts: [PatternTree] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let atom = try atom()
            parts.append(try repeated(atom))
        }
        return .sequence(parts)
    }

    private mutating func repeated(_ atom: PatternTree) throws(Pattern.Fault) -> PatternTree {
        guard let scalar = next else { return atom }
        var tree = atom
        switch scalar {
        case "*": tree = .repeated(atom, from: 0, to: nil)
        case "+": tree = .repeated(atom, from: 1, to: nil)
        case "?": tree = .repeated(atom, from: 0, to: 1)
        case "{":
            position += 1
            let (low, high) = try counts()
            tree = .repeated(atom, from: low, to: high)
            position -= 1
        default: return atom
        }
        position += 1
        // Whether a repetition is greedy makes no difference to a match of the whole text.
        _ = take("?")
        if let scalar = next, "*+?{".unicodeScalars.contains(scalar) {
            throw .notUnderstood("`\(scalar)` repeats a repetition")
        }
        return tree
    }

    /// `m}`, `m,}` or `m,n}`.
    private mutating func counts() throws(Pattern.Fault) -> (Int, Int?) {
        let low = try count()
        var high: Int? = low
        if take(",") { high = next == "}" ? nil : try count() }
        guard take("}"), high.map({ $0 >= low }) ?? true else { throw .notUnderstood("a repetition is `{m,n}`, m ≤ n") }
        return (low, high)
    }

    private mutating func count() throws(Pattern.Fault) -> Int {
        var digits = ""
        while let scalar = next, ("0"..."9").contains(scalar) {
            digits.unicodeScalars.append(scalar)
            position += 1
        }
        guard let number = Int(digits) else { throw .notUnderstood("a repetition is `{m,n}`") }
        guard number <= Pattern.stepLimit else { throw .tooCostly }
        return number
    }

    private mutating func atom() throws(Pattern.Fault) -> PatternTree {
        guard let scalar = next else { return .empty }
        position += 1
        switch scalar {
        case "(": return try group()
        case "[": return .one(try characterClass())
        case ".": return .one(Pattern.CharacterSet(ranges: [], isNegated: true))
        case "\\": return .one(try escaped())
        case "^" where position == 1: return .empty
        case "$" where position == scalars.count: return .empty
        case "^", "$": throw .notUnderstood("`\(scalar)` stands inside; the whole text is matched anyway")
        case "*", "+", "?": throw .notUnderstood("`\(scalar)` has nothing to repeat")
        default: return .one(Self.set(scalar))
        }
    }

    private mutating func group() throws(Pattern.Fault) -> PatternTree {
        depth += 1
        guard depth <= Self.depthLimit else { throw .tooCostly }
        defer { depth -= 1 }
        if take("?"), !take(":") {
            throw .notUnderstood("`(?` other than `(?:` looks around or names groups, which is not possible")
        }
        let tree = try choice()
        guard take(")") else { throw .notUnderstood("a `(` is not closed") }
        return tree
    }

    private mutating func escaped() throws(Pattern.Fault) -> Pattern.CharacterSet {
        guard let scalar = next else { throw .notUnderstood("it ends with a `\\`") }
        position += 1
        switch scalar {
        case "d": return Self.digits
        case "w": return Self.word
        case "s": return Self.blanks
        case "D": return Self.not(Self.digits)
        case "W": return Self.not(Self.word)
        case "S": return Self.not(Self.blanks)
        case "t": return Self.set("\t")
        case "n": return Self.set("\n")
        case "1"..."9": throw .notUnderstood("`\\\(scalar)` refers back, which is not possible")
        case "a"..."z", "A"..."Z": throw .notUnderstood("`\\\(scalar)` is not known")
        default: return Self.set(scalar)
        }
    }

    private mutating func characterClass() throws(Pattern.Fault) -> Pattern.CharacterSet {
        var set = Pattern.CharacterSet(ranges: [], isNegated: take("^"))
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            position += 1
            isFirst = false
            if scalar == "\\" {
                let inner = try escaped()
                guard !inner.isNegated else { throw .notUnderstood("`\\D`, `\\W`, `\\S` stand outside of `[…]`") }
                set.ranges += inner.ranges
                continue
            }
            var last = scalar
            if next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
                last = scalars[position + 1]
                position += 2
                guard last >= scalar else { throw .notUnderstood("a range in `[…]` runs backwards") }
            }
            set.ranges += Self.folded(scalar.value...last.value)
        }
        guard take("]") else { throw .notUnderstood("a `[` is not closed") }
        return set
    }

    private static let digits = Pattern.CharacterSet(ranges: [0x30...0x39])
    /// Letters, digits and the underscore; of letters beyond ASCII those up to U+024F.
    private static let word = Pattern.CharacterSet(
        ranges: [0x30...0x39, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F])
    private static let blanks = Pattern.CharacterSet(ranges: [0x09...0x0D, 0x20...0x20, 0xA0...0xA0])

    private static func not(_ set: Pattern.CharacterSet) -> Pattern.CharacterSet {
        Pattern.CharacterSet(ranges: set.ranges, isNegated: true)
    }

    private static func set(_ scalar: Unicode.Scalar) -> Pattern.CharacterSet {
        Pattern.CharacterSet(ranges: folded(scalar.value...scalar.value))
    }

    /// The range, and its small letters: texts are folded before they are matched.
    private static func folded(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
        var ranges = [range]
        for (first, last, shift) in [(UInt32(0x41), UInt32(0x5A), UInt32(0x20)), (0xC0, 0xDE, 0x20)] {
            let low = max(range.lowerBound, first)
            let high = min(range.upperBound, last)
            if low <= high { ranges.append(low + shift...high + shift) }
        }
        if range.count == 1, let scalar = Unicode.Scalar(range.lowerBound),
            let lower = String(scalar).lowercased().unicodeScalars.first
        {
            ranges.append(lower.value...lower.value)
        }
        return ranges
    }
}
