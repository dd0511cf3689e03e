import LearningCore

/// A mapping on its way to typed values: notes which keys were asked for, so that the others can be reported.
final class MapReader {
    let place: Place
    let entries: [YAMLNode.Entry]
    /// What the mapping is, such as "a rule", for messages.
    let subject: String
    let log: ProblemLog
    private var asked: [String] = []

    /// - Returns: `nil`, with a problem in the log, when the node is no mapping.
    init?(_ node: YAMLNode, _ subject: String, _ log: ProblemLog) {
        self.log = log
        self.subject = subject
        place = node.place
        switch node.content {
        case .map(let entries): self.entries = entries
        case .scalar, .list:
            log.add(.wrongType, node.place, "\(subject) must be a mapping of `key: value`, not \(node.kind)")
            return nil
        }
    }

    subscript(key: String) -> YAMLNode? {
        asked.append(key)
        guard let node = entries.first(where: { $0.key == key })?.value else { return nil }
        return node
    }

    func place(of key: String) -> Place { entries.first { $0.key == key }?.place ?? place }
    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// The value of a key that must be there.
    func required(_ key: String) -> YAMLNode? {
        if let node = self[key] { return node }
        log.add(.missingKey, place, "\(subject) needs `\(key)`")
        return nil
    }

    /// Reports the keys that nobody asked for.
    func finish(_ code: RuleProblemCode = .unknownKey, hiding: Set<String> = []) {
        let known = asked.reduce(into: [String]()) { if !$0.contains($1), !hiding.contains($1) { $0.append($1) } }
        for entry in entries where !asked.contains(entry.key) {
            let hint = Spelling.closest(to: entry.key, among: known).map { "did you mean `\($0)`? " } ?? ""
            let what = code == .unknownOperator ? "\(subject) has no operator" : "\(subject) has no key"
            log.add(
                code, entry.place, "\(what) \"\(entry.key.prefix(60))\"",
                fix: hint + "possible: " + known.joined(separator: ", "))
        }
    }
}

extension MapReader {
    func text(_ key: String, required isRequired: Bool = false) -> String? {
        (isRequired ? required(key) : self[key]).flatMap { log.text($0, "`\(key)`") }
    }

    func words(_ key: String) -> [String]? { self[key].flatMap { log.words($0, "`\(key)`") } }

    func number(_ key: String, in range: ClosedRange<Double> = -1e12...1e12) -> Double? {
        self[key].flatMap { log.number($0, "`\(key)`", in: range) }
    }

    func wholeNumber(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = self[key],
            let number = log.number(node, "`\(key)`", in: Double(range.lowerBound)...Double(range.upperBound))
        else { return nil }
        guard let whole = Int(exactly: number) else {
            log.add(.wrongType, node.place, "`\(key)` must be a whole number")
            return nil
        }
        return whole
    }

    func points(_ key: String) -> Points? { self[key].flatMap { log.points($0, "`\(key)`") } }

    /// Seconds of a span such as `30d`, above zero.
    func span(_ key: String) -> Double? { self[key].flatMap { log.span($0, "`\(key)`") } }

    func flag(_ key: String) -> Bool? { self[key].flatMap { log.flag($0, "`\(key)`") } }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        self[key].flatMap { log.choice($0, "`\(key)`", type) }
    }

    func list(_ key: String) -> [YAMLNode]? { self[key].flatMap { log.list($0, "`\(key)`") } }

    /// The sub-mapping of a key.
    func map(_ key: String, _ subject: String) -> MapReader? { self[key].flatMap { MapReader($0, subject, log) } }
}
