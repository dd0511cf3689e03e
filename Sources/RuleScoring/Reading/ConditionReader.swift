import LeadHistory
import LearningCore

/// Reads conditions: one key says what kind it is.
struct ConditionReader {
    let log: ProblemLog
    let decimalMark: RuleSet.DecimalMark
    let timeZone: String

    static let kinds = [
        "attr", "event", "sequence", "attr_changed", "pattern", "standing", "all", "any", "not", "at_least",
    ]

    func condition(_ node: YAMLNode) -> Condition? {
        guard let map = MapReader(node, "a condition", log) else { return nil }
        let present = Self.kinds.filter(map.has)
        guard let kind = present.first else {
            log.add(
                .missingKey, node.place, "a condition needs one of " + Self.kinds.joined(separator: ", "),
                fix: map.entries.first.flatMap { Spelling.closest(to: $0.key, among: Self.kinds) }.map {
                    "did you mean `\($0)`?"
                })
            return nil
        }
        guard present.count == 1 else {
            log.add(
                .unknownKey, node.place, "a condition is one of \(present.joined(separator: ", ")), not several",
                fix: "put them in a list under `all` or `any`")
            return nil
        }
        switch kind {
        case "attr": return attribute(map).map { .attribute($0) }
        case "event": return event(map).map { .event($0) }
        case "sequence": return sequence(map).map { .sequence($0) }
        case "attr_changed": return changed(map)
        case "pattern": return ready(map)
        case "standing": return standing(map)
        case "not":
            defer { map.finish() }
            return map["not"].flatMap { condition($0) }.map { .not($0) }
        case "at_least": return atLeast(map)
        default: return list(map, kind)
        }
    }

    private func list(_ map: MapReader, _ kind: String) -> Condition? {
        defer { map.finish() }
        guard let nodes = map.list(kind) else { return nil }
        guard !nodes.isEmpty else {
            log.add(.wrongType, map.place(of: kind), "`\(kind)` is an empty list")
            return nil
        }
        let parts = nodes.map { condition($0) }
        guard !parts.contains(where: { $0 == nil }) else { return nil }
        return kind == "all" ? .all(parts.compactMap(\.self)) : .any(parts.compactMap(\.self))
    }

    private func atLeast(_ map: MapReader) -> Condition? {
        defer { map.finish() }
        guard let inner = map.map("at_least", "`at_least`") else { return nil }
        defer { inner.finish() }
        let nodes = inner.required("of").flatMap { log.list($0, "`of`") } ?? []
        let parts = nodes.map { condition($0) }
        guard let n = inner.wholeNumber("n", in: 1...10_000) else {
            if !inner.has("n") { log.add(.missingKey, inner.place, "`at_least` needs `n`") }
            return nil
        }
        guard !parts.isEmpty, !parts.contains(where: { $0 == nil }) else { return nil }
        if n > parts.count {
            log.add(.outOfRange, inner.place(of: "n"), "`n` is \(n), but there are only \(parts.count) conditions")
        }
        return .atLeast(n, of: parts.compactMap(\.self))
    }

    /// A word of a file as text, number and time.
    func literal(_ text: String) -> Literal {
        Literal(text: TextFolding.folded(text), number: ProblemLog.number(text), time: CellValue.time(text))
    }

    func literal(_ node: YAMLNode, _ what: String) -> Literal? { log.text(node, what).map { literal($0) } }

    /// The bounds that a mapping names with lt, lte, gt, gte, eq and between; `nil` without any, or when empty.
    static func range(_ map: MapReader, _ log: ProblemLog) -> NumberRange? {
        var range = NumberRange()
        var bounds = 0
        func take(_ key: String, _ set: (Double) -> Void) {
            guard let number = map.number(key) else { return }
            bounds += 1
            set(number)
        }
        take("gte") { range.low = $0 }
        take("gt") { (range.low, range.includesLow) = ($0, false) }
        take("lte") { range.high = $0 }
        take("lt") { (range.high, range.includesHigh) = ($0, false) }
        take("eq") { (range.low, range.high) = ($0, $0) }
        if let ends = map["between"].flatMap({ log.list($0, "`between`") }) {
            let numbers = ends.compactMap { log.number($0, "each end of `between`") }
            if numbers.count == 2, ends.count == 2 {
                (range.low, range.high) = (numbers[0], numbers[1])
                bounds += 1
            } else if numbers.count == ends.count {
                log.add(.wrongType, map.place(of: "between"), "`between` is a list of two numbers")
            }
        }
        guard bounds > 0 else {
            log.add(.missingKey, map.place, "\(map.subject) needs a bound: lt, lte, gt, gte, eq or between")
            return nil
        }
        guard !range.isEmpty else {
            log.add(.impossibleWindow, map.place, "no number can be within these bounds")
            return nil
        }
        return range
    }
}
