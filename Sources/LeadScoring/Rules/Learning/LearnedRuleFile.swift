import LearningCore

/// Learned points as a rule file for people: a comment with the evidence above each rule, the strongest subject first.
struct LearnedRuleFile {
    let points: LearnedPoints
    /// Where the leads came from.
    let source: String
    let tally: RuleScale.Tally
    /// How the table writes numbers.
    let locale: NumberLocale

    private var names = UniqueNames()

    init(_ points: LearnedPoints, source: String, tally: RuleScale.Tally, locale: NumberLocale) {
        self.points = points
        self.source = source
        self.tally = tally
        self.locale = locale
    }

    /// The file, ending with a newline.
    ///
    /// - Precondition: there is a rule.
    mutating func text() -> String {
        let groups = points.subjects.map { (names.name(for: $0.scale.subject.words, "g"), $0) }
        var lines = header
        lines += eventLines
        lines += [
            "", "axes:",
            "  score: {min: \(points.least), max: \(points.most), groups: [\(groups.map(\.0).joined(separator: ", "))]}",
            "", "groups:",
        ]
        for (name, subject) in groups { lines += self.lines(of: subject, name) }
        return lines.joined(separator: "\n") + "\n"
    }

    private var header: [String] {
        let count = "\(grouped(tally.leads)) leads, \(percent(tally.rate)) of them won"
        return [
            "# Learned by leadscore from \(fileComment(source)): \(count).",
            "# \(points.doubling) points double the odds of winning. A lead that no rule of a group mentions gets 0 for it.",
            "# Above each rule: how many of those leads it pays, and how many of them were won.",
            "schema: leadscore.rules/1",
            "name: learned",
            "description: \(fileWord("learned from \(count)"))",
        ] + [locale.line].compactMap(\.self)
    }

    /// Types of events are taken exactly, whatever else they might be called elsewhere.
    private var eventLines: [String] {
        var types: [String] = []
        for case .events(let named, _) in points.subjects.map(\.scale.subject) {
            types += named.filter { !types.contains($0) }
        }
        guard !types.isEmpty else { return [] }
        return ["", "events:"] + types.map { "  \(fileWord($0)): [\(fileWord($0))]" }
    }

    private mutating func lines(of subject: LearnedPoints.Subject, _ name: String) -> [String] {
        var lines = ["  \(name):", "    cap: {min: \(subject.least), max: \(subject.most)}", "    rules:"]
        for entry in subject.entries {
            let places = entry.places.map { subject.scale.places[$0] }
            let id = names.name(for: subject.scale.subject.words + " " + Self.words(for: places), "r")
            lines += [
                "      # \(grouped(entry.tally.leads)) leads, \(percent(entry.tally.rate)) won",
                "      - id: \(id)",
                "        when: \(Self.condition(on: subject.scale.subject, places))",
                "        points: \(entry.points)",
            ]
        }
        return lines
    }

    // MARK: - Conditions

    private static func condition(on subject: RuleScale.Subject, _ places: [RuleScale.Place]) -> String {
        let words = places.flatMap { place -> [String] in
            if case .words(let words) = place { return words }
            return []
        }
        let bounds = bounds(of: places)
        switch subject {
        case .events(let types, let window):
            let event =
                types.isEmpty
                ? "any"
                : types.count == 1 ? fileWord(types[0]) : "[\(types.map(fileWord).joined(separator: ", "))]"
            let within = window.map { ", window: \(Int($0 / 86_400))d" } ?? ""
            return "{event: \(event)\(within), count: {\(bounds)}}"
        case .column(let name):
            let attr = "attr: \(fileWord(name))"
            var parts: [String] = []
            if !bounds.isEmpty { parts.append("{\(attr), \(bounds)}") }
            if !words.isEmpty { parts.append("{\(attr), in: [\(words.map(fileWord).joined(separator: ", "))]}") }
            switch (places.contains(.blank), places.contains(.placeholder)) {
            case (true, true): parts.append("{\(attr), unknown: true}")
            case (true, false): parts.append("{\(attr), unknown: true, placeholder: false}")
            case (false, true): parts.append("{\(attr), placeholder: true}")
            case (false, false): break
            }
            return parts.count == 1 ? parts[0] : "{any: [\(parts.joined(separator: ", "))]}"
        }
    }

    /// `gte: 10, lt: 50` of neighbouring ranges; empty without any.
    private static func bounds(of places: [RuleScale.Place]) -> String {
        let ends = ends(of: places)
        return [ends.from.map { "gte: \($0.text)" }, ends.below.map { "lt: \($0.text)" }].compactMap(\.self)
            .joined(separator: ", ")
    }

    private static func ends(of places: [RuleScale.Place]) -> (from: Cut?, below: Cut?) {
        var ends: (from: Cut?, below: Cut?) = (nil, nil)
        var isFirst = true
        for case .numbers(let from, let below) in places {
            if isFirst { ends.from = from }
            ends.below = below
            isFirst = false
        }
        return ends
    }

    // MARK: - Names

    /// What the leads of some places have in common, in a few words.
    private static func words(for places: [RuleScale.Place]) -> String {
        // An id has no sign.
        func word(_ cut: Cut) -> String { cut.text.replacing("-", with: "minus ") }
        let ends = ends(of: places)
        var parts: [String] = []
        switch (ends.from, ends.below) {
        case (let from?, let below?): parts.append("from \(word(from)) below \(word(below))")
        case (let from?, nil): parts.append("from \(word(from))")
        case (nil, let below?): parts.append("below \(word(below))")
        case (nil, nil): break
        }
        var named: [String] = []
        for case .words(let words) in places { named.append(words[0]) }
        parts += named.prefix(2)
        if places.contains(.blank) { parts.append("blank") }
        if places.contains(.placeholder) { parts.append("not chosen") }
        if named.count > 2 { parts.append("and \(named.count - 2) more") }
        return parts.joined(separator: " ")
    }
}

extension RuleScale.Subject {
    /// The column, or the type of event with its window; several types are all that may be counted.
    fileprivate var words: String {
        switch self {
        case .column(let name): name
        case .events(let types, let window):
            (types.count == 1 ? types[0] : "events") + (window.map { " in \(Int($0 / 86_400)) days" } ?? "")
        }
    }
}
