extension RuleSetReader {
    /// `points: 5`, `points: {software: 15, else: 0}`, `points: {by: industry, values: {…}}`,
    /// `points: {by: employees, ranges: [{gte: 50, lt: 200, points: 10}], else: 0}`, or
    /// `points: {per: 7d, each: -5, max: -20}`.
    func points(_ node: YAMLNode, condition: Condition?, _ conditions: ConditionReader) -> RulePoints? {
        guard case .map = node.content else { return log.points(node, "`points`").map { .constant($0) } }
        guard let map = MapReader(node, "`points`", log) else { return nil }
        if map.has("per") { return perPeriod(map) }
        guard map.has("by") || map.has("values") || map.has("ranges") else {
            return shortTable(map, condition, conditions)
        }
        defer { map.finish() }
        let otherwise = map.points("else")
        guard let field = map.text("by") ?? field(of: condition) else {
            log.add(.missingKey, node.place, "`points` needs `by`, the field that is looked up")
            return nil
        }
        if let ranges = map["ranges"] { return rangeTable(ranges, field, otherwise) }
        guard let values = map.required("values"), let rows = MapReader(values, "`values`", log) else { return nil }
        return table(rows.entries, field, otherwise, conditions)
    }

    private func field(of condition: Condition?) -> String? {
        if case .attribute(let test) = condition { return test.field }
        return nil
    }

    private func shortTable(_ map: MapReader, _ condition: Condition?, _ conditions: ConditionReader) -> RulePoints? {
        let otherwise = map.points("else")
        guard let field = field(of: condition) else {
            log.add(
                .missingKey, map.place, "a table of points needs `by`, the field that is looked up",
                fix: "write `points: {by: FIELD, values: {…}, else: 0}`")
            return nil
        }
        return table(map.entries.filter { $0.key != "else" }, field, otherwise, conditions)
    }

    private func table(
        _ entries: [YAMLNode.Entry], _ field: String, _ otherwise: Points?, _ conditions: ConditionReader
    ) -> RulePoints? {
        let rows = entries.compactMap { entry in
            log.points(entry.value, "the points of `\(entry.key.prefix(40))`").map { points in
                RulePoints.TableRow(words: [conditions.literal(entry.key)], points: points)
            }
        }
        guard !rows.isEmpty else { return nil }
        return .table(field: field, rows: rows, otherwise: otherwise)
    }

    private func rangeTable(_ node: YAMLNode, _ field: String, _ otherwise: Points?) -> RulePoints? {
        var rows: [RulePoints.RangeRow] = []
        for row in log.list(node, "`ranges`") ?? [] {
            guard let map = MapReader(row, "a range", log) else { continue }
            let points = map.required("points").flatMap { log.points($0, "`points`") }
            let range = ConditionReader.range(map, log)
            map.finish()
            guard let points, let range else { continue }
            if let other = rows.first(where: { $0.range.overlaps(range) }) {
                log.add(.bands, row.place, "this range overlaps an earlier one, which pays \(other.points.text)")
            }
            rows.append(RulePoints.RangeRow(range: range, points: points))
        }
        return rows.isEmpty ? nil : .ranges(field: field, rows: rows, otherwise: otherwise)
    }

    private func perPeriod(_ map: MapReader) -> RulePoints? {
        defer { map.finish() }
        guard let every = map.required("per").flatMap({ log.span($0, "`per`") }),
            let each = map.required("each").flatMap({ log.points($0, "`each`") })
        else { return nil }
        let most = map.points("max")
        if let most, (most < .zero) != (each < .zero) {
            log.add(.outOfRange, map.place(of: "max"), "`max` must have the sign of `each`")
        }
        return .perPeriod(each, every: every, most: most)
    }
}

extension NumberRange {
    func overlaps(_ other: NumberRange) -> Bool {
        let low =
            low > other.low
            ? (low, includesLow)
            : low < other.low
                ? (other.low, other.includesLow)
                : (low, includesLow && other.includesLow)
        let high =
            high < other.high
            ? (high, includesHigh)
            : high > other.high
                ? (other.high, other.includesHigh)
                : (high, includesHigh && other.includesHigh)
        return low.0 < high.0 || (low.0 == high.0 && low.1 && high.1)
    }
}

extension Points {
    /// As people write points: `12`, `-3.5`, `7.071068`.
    public var text: String {
        let sign = millionths < 0 ? "-" : ""
        let whole = millionths.magnitude / 1_000_000
        let rest = millionths.magnitude % 1_000_000
        guard rest > 0 else { return "\(sign)\(whole)" }
        var decimals = String(rest + 1_000_000).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        return "\(sign)\(whole).\(decimals)"
    }
}
