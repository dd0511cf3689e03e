import LeadHistory
import LearningCore

/// Single values of a file as the types they must have; what does not fit is reported and gives `nil`.
extension ProblemLog {
    func text(_ node: YAMLNode, _ what: String) -> String? {
        guard case .scalar(let text, _) = node.content, !node.isNull else {
            add(.wrongType, node.place, "\(what) must be a text, not \(node.kind)")
            return nil
        }
        return text
    }

    func list(_ node: YAMLNode, _ what: String) -> [YAMLNode]? {
        guard case .list(let nodes) = node.content else {
            add(.wrongType, node.place, "\(what) must be a list, not \(node.kind)")
            return nil
        }
        return nodes
    }

    /// One word or a list of words.
    func words(_ node: YAMLNode, _ what: String) -> [String]? {
        if case .list(let nodes) = node.content {
            guard !nodes.isEmpty else {
                add(.wrongType, node.place, "\(what) is an empty list")
                return nil
            }
            return nodes.compactMap { text($0, "each of \(what)") }
        }
        return text(node, what).map { [$0] }
    }

    func number(_ node: YAMLNode, _ what: String, in range: ClosedRange<Double> = -1e12...1e12) -> Double? {
        guard case .scalar(let text, isQuoted: false) = node.content, let number = Self.number(text) else {
            add(.wrongType, node.place, "\(what) must be a number, not \(described(node))")
            return nil
        }
        guard range.contains(number) else {
            add(
                .outOfRange, node.place, "\(what) is \(text.prefix(30))",
                fix: "choose a number from \(short(range.lowerBound)) to \(short(range.upperBound))")
            return nil
        }
        return number
    }

    func points(_ node: YAMLNode, _ what: String) -> Points? {
        number(node, what, in: -Points.largest...Points.largest).map { Points($0) }
    }

    func span(_ node: YAMLNode, _ what: String) -> Double? {
        guard case .scalar(let text, _) = node.content, let seconds = Span.seconds(of: text) else {
            add(
                .wrongType, node.place, "\(what) must be a span of time, not \(described(node))",
                fix: "write a number and a unit: 30m, 24h, 7d or 2w")
            return nil
        }
        guard seconds > 0, seconds <= 36_525 * Span.day else {
            add(
                .impossibleWindow, node.place, "\(what) is \(text.prefix(30))",
                fix: "choose a span above zero and up to a hundred years")
            return nil
        }
        return seconds
    }

    func flag(_ node: YAMLNode, _ what: String) -> Bool? {
        if case .scalar(let text, isQuoted: false) = node.content {
            switch text.lowercased() {
            case "true", "yes": return true
            case "false", "no": return false
            default: break
            }
        }
        add(.wrongType, node.place, "\(what) must be true or false, not \(described(node))")
        return nil
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ what: String, _: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let word = text(node, what) else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        unknownWord(word, node.place, what, Choice.allCases.map(\.rawValue))
        return nil
    }

    func unknownWord(_ word: String, _ place: Place, _ what: String, _ possible: [String]) {
        let hint = Spelling.closest(to: word, among: possible).map { "did you mean `\($0)`? " } ?? ""
        add(
            .unknownWord, place, "\(what) is \"\(word.prefix(60))\"",
            fix: hint + "possible: " + possible.prefix(30).joined(separator: ", "))
    }

    /// A decimal number as programs write it, finite.
    static func number(_ text: String) -> Double? {
        guard let first = text.utf8.first, first < 0x3A, text.utf8.count <= 40, let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }

    private func described(_ node: YAMLNode) -> String {
        guard case .scalar(let text, let isQuoted) = node.content, !node.isNull else { return node.kind }
        return isQuoted ? "the text \"\(text.prefix(40))\"" : "\"\(text.prefix(40))\""
    }

    private func short(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}
