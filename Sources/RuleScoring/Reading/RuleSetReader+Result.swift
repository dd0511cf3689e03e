import LeadHistory

/// Letters, classes, matrix and overrides.
extension RuleSetReader {
    func readResult(_ map: MapReader, _ conditions: ConditionReader, into rules: inout RuleSet) {
        if let node = map["thresholds"], let inner = MapReader(node, "`thresholds`", log) {
            if let node = inner["letters"], let scale = bands(node, "letters") { rules.scales.letters = scale }
            if let node = inner["classes"], let scale = bands(node, "classes") { rules.scales.classes = scale }
            rules.scales.hasThirds = inner.flag("thirds") ?? false
            rules.scales.axis = inner.text("axis")
            inner.finish()
        }
        if let node = map["matrix"] {
            rules.matrix = matrix(node, rules.scales)
        } else if rules.axes.contains(where: { $0.id == "fit" }), rules.axes.contains(where: { $0.id == "engagement" })
        {
            rules.matrix = standardMatrix(rules.scales, fit: "fit", engagement: "engagement", .none)
        }
    }

    /// `{A: 75, B: 50, C: 25, D: 0}`, or ranges `{A: 75-100, B: 50-74, …}`; both must be a partition of 0…100.
    func bands(_ node: YAMLNode, _ what: String) -> BandScale? {
        guard let map = MapReader(node, "`\(what)`", log) else { return nil }
        let before = log.count
        var bands: [(band: BandScale.Band, to: Double?, place: Place)] = []
        for entry in map.entries {
            if case .scalar(let text, _) = entry.value.content, let (low, high) = Self.range(text) {
                bands.append((BandScale.Band(name: entry.key, from: low), high, entry.place))
            } else if let from = log.number(entry.value, "`\(entry.key.prefix(20))`", in: 0...100) {
                bands.append((BandScale.Band(name: entry.key, from: from), nil, entry.place))
            }
        }
        guard log.count == before else { return nil }
        checkPartition(bands, node.place, what)
        guard log.count == before else { return nil }
        // A band that begins at 1 reaches down to 0: there is nothing below it.
        var scale = bands.map(\.band)
        scale[scale.count - 1].from = 0
        return BandScale(scale)
    }

    private static func range(_ text: String) -> (Double, Double)? {
        let parts = text.replacing("–", with: "-").split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let low = ProblemLog.number(String(parts[0])),
            let high = ProblemLog.number(String(parts[1]))
        else { return nil }
        return (low, high)
    }

    /// Whole numbers with nothing between them: 75–100, 50–74, 25–49, 1–24 or 0–24.
    private func checkPartition(
        _ bands: [(band: BandScale.Band, to: Double?, place: Place)], _ place: Place, _ what: String
    ) {
        guard let last = bands.last else { return log.add(.missingKey, place, "`\(what)` has no bands") }
        if let (_, worse) = zip(bands, bands.dropFirst()).first(where: { $0.band.from <= $1.band.from }) {
            return log.add(
                .bands, worse.place,
                "bands must fall from the best to the worst, each with a lower bound of its own")
        }
        if bands.contains(where: { $0.to != nil }) {
            var expected = 100.0
            for entry in bands {
                guard let high = entry.to else {
                    log.add(.bands, entry.place, "either all bands are ranges, or none")
                    continue
                }
                if high < entry.band.from { log.add(.bands, entry.place, "the range runs backwards") }
                if high < expected {
                    log.add(.bands, entry.place, "there is a gap between \(short(high)) and \(short(expected))")
                }
                if high > expected { log.add(.bands, entry.place, "the range overlaps the band before, or 100") }
                expected = entry.band.from - 1
            }
            if last.band.from > 1 {
                log.add(.bands, last.place, "nothing is said about 0 to \(short(last.band.from - 1))")
            }
        } else if last.band.from != 0 {
            log.add(.bands, last.place, "the last band must begin at 0, or percentages below it have none")
        }
    }

    private func short(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

    private func matrix(_ node: YAMLNode, _ scales: Scales) -> ScoreMatrix? {
        guard let map = MapReader(node, "`matrix`", log) else { return nil }
        defer { map.finish() }
        let fit = map.text("fit") ?? "fit"
        let engagement = map.text("engagement") ?? "engagement"
        var matrix = standardMatrix(scales, fit: fit, engagement: engagement, node.place)
        guard let cells = map.map("cells", "`cells`") else { return matrix }
        let names = matrix.cellNames(scales)
        var filled = Set<String>()
        for entry in cells.entries {
            guard let place = names.firstIndex(of: entry.key) else {
                log.unknownWord(entry.key, entry.place, "a cell", names)
                continue
            }
            filled.insert(entry.key)
            if let cell = cell(entry, matrix.cells[place]) { matrix.cells[place] = cell }
        }
        let missing = names.filter { !filled.contains($0) }
        // The sixteen usual cells have a usual action; others must be said.
        if !missing.isEmpty, scales.letters.bands.count != 4 || scales.classes.bands.count != 4 {
            log.add(
                .incompleteMatrix, map.place(of: "cells"),
                "\(missing.count) cells are missing: \(missing.prefix(8).joined(separator: ", "))")
        }
        return matrix
    }

    private func cell(_ entry: YAMLNode.Entry, _ standard: ScoreMatrix.Cell) -> ScoreMatrix.Cell? {
        guard case .map = entry.value.content else {
            return log.text(entry.value, "the cell `\(entry.key)`").map {
                ScoreMatrix.Cell(action: $0, priority: standard.priority, serviceLevel: standard.serviceLevel)
            }
        }
        guard let map = MapReader(entry.value, "the cell `\(entry.key)`", log) else { return nil }
        defer { map.finish() }
        guard let action = map.text("action", required: true) else { return nil }
        return ScoreMatrix.Cell(
            action: action, priority: map.wholeNumber("priority", in: 1...100) ?? standard.priority,
            serviceLevel: map.text("service_level") ?? standard.serviceLevel)
    }

    private func standardMatrix(_ scales: Scales, fit: String, engagement: String, _ place: Place) -> ScoreMatrix {
        let cells = scales.letters.bands.indices.flatMap { letter in
            scales.classes.bands.indices.map { ScoreMatrix.standardCell(letter: letter, engagementClass: $0) }
        }
        return ScoreMatrix(fitAxis: fit, engagementAxis: engagement, cells: cells, place: place)
    }

    func overrides(_ node: YAMLNode, _ conditions: ConditionReader) -> [Override] {
        (log.list(node, "`overrides`") ?? []).compactMap { node in
            guard let map = MapReader(node, "an override", log) else { return nil }
            defer { map.finish() }
            let condition = map.required("when").flatMap { conditions.condition($0) }
            guard let set = map.required("set").flatMap({ MapReader($0, "`set`", log) }) else { return nil }
            defer { set.finish() }
            guard let condition else { return nil }
            var override = Override(condition: condition, place: map.place)
            override.letter = set.text("letter")
            override.engagementClass = set.wholeNumber("class", in: 1...100)
            override.action = set.text("action")
            override.stage = set["stage"].flatMap { stage($0) }
            override.reason = map.text("reason")
            return override
        }
    }

    func stage(_ node: YAMLNode) -> Stage? {
        guard let word = log.text(node, "a stage") else { return nil }
        if let stage = Stage(name: word) { return stage }
        log.unknownWord(word, node.place, "a stage", Stage.allCases.map(\.rawValue))
        return nil
    }
}

extension ScoreMatrix {
    /// `A1`, `A2`, … in the order of ``cells``.
    func cellNames(_ scales: Scales) -> [String] {
        scales.letters.bands.flatMap { letter in scales.classes.bands.map { letter.name + $0.name } }
    }
}
