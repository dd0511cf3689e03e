import LeadHistory

extension ConditionReader {
    /// `{attr: title, in: [ceo, cfo]}`; all operators given must hold.
    func attribute(_ map: MapReader) -> AttributeTest? {
        guard let field = map.text("attr") else { return nil }
        guard let tests = tests(map) else { return nil }
        guard !tests.isEmpty else {
            log.add(
                .missingKey, map.place, "the test of `\(field.prefix(40))` needs an operator",
                fix: "such as `eq: …`, `in: […]`, `gte: …` or `known: true`")
            return nil
        }
        return AttributeTest(field: field, tests: tests, place: map.place)
    }

    /// - Returns: `nil` when an operator could not be read, or is not known.
    func tests(_ map: MapReader) -> [ValueTest]? {
        let before = log.count
        var tests: [ValueTest] = []
        func literals(_ key: String) -> [Literal]? { map.words(key)?.map { literal($0) } }
        func folded(_ key: String) -> [String]? { map.words(key)?.map(TextFolding.folded) }
        func one(_ key: String) -> Literal? { map[key].flatMap { literal($0, "`\(key)`") } }
        func ordered(_ key: String) -> Literal? {
            guard let found = one(key) else { return nil }
            guard found.number != nil || found.time != nil else {
                log.add(.wrongType, map.place(of: key), "`\(key)` must be a number or a date")
                return nil
            }
            return found
        }
        if let value = one("eq") { tests.append(.equal(value)) }
        if let value = one("ne") { tests.append(.notEqual(value)) }
        if let values = literals("in") { tests.append(.oneOf(values)) }
        if let values = literals("not_in") { tests.append(.noneOf(values)) }
        if let value = ordered("lt") { tests.append(.below(value)) }
        if let value = ordered("lte") { tests.append(.atMost(value)) }
        if let value = ordered("gt") { tests.append(.above(value)) }
        if let value = ordered("gte") { tests.append(.atLeast(value)) }
        if let test = between(map) { tests.append(test) }
        if let words = folded("contains") { tests.append(.contains(words)) }
        if let words = folded("starts_with") { tests.append(.startsWith(words)) }
        if let words = folded("ends_with") { tests.append(.endsWith(words)) }
        if let pattern = pattern(map) { tests.append(.matches(pattern)) }
        if let flag = map.flag("known") { tests.append(flag ? .known : .unknown) }
        if let flag = map.flag("unknown") { tests.append(flag ? .unknown : .known) }
        if let flag = map.flag("placeholder") {
            if flag { tests.append(.placeholder) } else { tests.append(.notPlaceholder) }
        }
        map.finish(.unknownOperator)
        checkBounds(tests, map)
        return log.count == before ? tests : nil
    }

    private func between(_ map: MapReader) -> ValueTest? {
        guard let node = map["between"], let ends = log.list(node, "`between`") else { return nil }
        let literals = ends.compactMap { literal($0, "each end of `between`") }
        guard literals.count == 2, ends.count == 2, literals.allSatisfy({ $0.number != nil || $0.time != nil }) else {
            log.add(.wrongType, node.place, "`between` is a list of two numbers or dates")
            return nil
        }
        return .between(literals[0], literals[1])
    }

    private func pattern(_ map: MapReader) -> Pattern? {
        guard let node = map["matches"], let source = log.text(node, "`matches`") else { return nil }
        do { return try Pattern(source) } catch {
            switch error {
            case .notUnderstood(let why): log.add(.badPattern, node.place, "the pattern cannot be understood: \(why)")
            case .tooCostly:
                log.add(.costlyPattern, node.place, "the pattern has more than \(Pattern.stepLimit) steps")
            }
            return nil
        }
    }

    /// Bounds that leave no number.
    private func checkBounds(_ tests: [ValueTest], _ map: MapReader) {
        var range = NumberRange()
        for test in tests {
            switch test {
            case .below(let bound): range.cut(high: bound.order, inclusive: false)
            case .atMost(let bound): range.cut(high: bound.order, inclusive: true)
            case .above(let bound): range.cut(low: bound.order, inclusive: false)
            case .atLeast(let bound): range.cut(low: bound.order, inclusive: true)
            case .between(let low, let high):
                range.cut(low: low.order, inclusive: true)
                range.cut(high: high.order, inclusive: true)
            default: break
            }
        }
        if range.isEmpty { log.add(.impossibleWindow, map.place, "no value can be within these bounds") }
    }
}

extension Literal {
    /// For comparing bounds of one test with each other.
    var order: Double? { number ?? time }
}

extension NumberRange {
    mutating func cut(low bound: Double?, inclusive: Bool) {
        guard let bound, bound > low || (bound == low && !inclusive) else { return }
        (low, includesLow) = (bound, inclusive)
    }

    mutating func cut(high bound: Double?, inclusive: Bool) {
        guard let bound, bound < high || (bound == high && !inclusive) else { return }
        (high, includesHigh) = (bound, inclusive)
    }
}
