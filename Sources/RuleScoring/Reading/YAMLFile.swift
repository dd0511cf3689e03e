import Yams

/// From the bytes of a rule file to a tree, whatever the bytes are.
///
/// Size, encoding, aliases and depth are checked; everything but the first mistake in the syntax is reported together
/// with what is found later. A lone `*`, which people write for "any" and YAML takes for an alias without a name, is a
/// text here.
struct YAMLFile {
    static let sizeLimit = 1 << 20
    static let depthLimit = 64
    /// Stands for a lone star while Yams reads; a private character of one column.
    private static let star: Character = "\u{E02A}"
    /// Keys given twice are mended one by one; more mistakes than this are left for the next run.
    private static let repairLimit = 64

    private let log: ProblemLog
    private var duplicates = DuplicateKeys()

    init(log: ProblemLog) { self.log = log }

    /// - Returns: the root, or `nil` when nothing can be read; why is in the log.
    mutating func root(of bytes: [UInt8]) -> YAMLNode? {
        guard bytes.count <= Self.sizeLimit else {
            log.add(
                .tooLarge, .none, "the file has \(bytes.count) bytes; at most \(Self.sizeLimit) are read",
                fix: "keep rules in files of their own, one a market")
            return nil
        }
        guard let text = Self.text(of: bytes) else {
            log.add(.notText, Self.place(ofInvalid: bytes), "the bytes are not UTF-8", fix: "save the file as UTF-8")
            return nil
        }
        if let place = AliasScan.firstAlias(in: text) {
            log.add(.alias, place, "an alias repeats another part of the file", fix: "write the part out")
            return nil
        }
        if let place = ControlScan.firstControl(in: text) {
            log.add(.notText, place, "there is a control character", fix: "take it out, or save the file as plain text")
            return nil
        }
        guard let node = compose(StarScan.mended(text, with: Self.star)) else { return nil }
        // Half a tree would bring problems that are none.
        let root = converted(node, depth: 0)
        return log.has(.tooLarge) ? nil : root
    }

    private static func text(of bytes: [UInt8]) -> String? {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return String(validating: body, as: UTF8.self)
    }

    /// The first line that is not UTF-8.
    private static func place(ofInvalid bytes: [UInt8]) -> Place {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        return Place(line: line + 1, column: 1)
    }

    /// Reads the text; a key that a mapping has twice is reported and renamed, and the text read again.
    private mutating func compose(_ text: String) -> Node? {
        var text = text
        for _ in 0..<Self.repairLimit {
            do {
                if let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() { return root }
                log.add(
                    .missingKey, Place(line: 1, column: 1), "the file is empty",
                    fix: "begin with `schema: \(RuleSetReader.schema)`")
                return nil
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                guard let mended = duplicates.mended(text, line: context.mark.line, column: context.mark.column) else {
                    log.add(
                        .duplicateKey, Place(line: context.mark.line, column: context.mark.column),
                        "this key is given twice")
                    return nil
                }
                text = mended
            } catch {
                reportSyntax(error)
                return nil
            }
        }
        return nil
    }

    private func reportSyntax(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            report(problem, at: Place(line: mark.line, column: mark.column), context)
        case .reader: log.add(.notText, .none, "there are characters that YAML does not know", fix: "save it as UTF-8")
        default: log.add(.syntax, .none, "this is not YAML")
        }
    }

    private func report(_ problem: String, at place: Place, _ context: YamlError.Context?) {
        if problem.contains("nest") || problem.contains("depth") {
            return log.add(.tooLarge, place, "this is nested too deep")
        }
        if problem.contains("another document") {
            return log.add(.syntax, place, "a second document begins here", fix: "keep one rule set in a file")
        }
        // What is opened and not closed is mended where it was opened.
        guard let context, context.text.contains("quoted") || context.text.contains("flow"),
            context.mark.line < place.line
        else {
            return log.add(
                .syntax, place, "this is not YAML: \(problem)",
                fix: "check the indentation and the quotes here and in the line above")
        }
        log.add(
            .syntax, Place(line: context.mark.line, column: context.mark.column),
            "what is opened here is not closed: \(problem) in line \(place.line)")
    }

    private func converted(_ node: Node, depth: Int) -> YAMLNode? {
        let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? .none
        guard depth <= Self.depthLimit else {
            log.add(.tooLarge, place, "this is nested more than \(Self.depthLimit) levels deep")
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let text = String(scalar.string.map { $0 == Self.star ? "*" : $0 })
            return YAMLNode(content: .scalar(text, isQuoted: scalar.style != .plain), place: place)
        case .sequence(let sequence):
            return YAMLNode(content: .list(sequence.compactMap { converted($0, depth: depth + 1) }), place: place)
        case .mapping(let mapping):
            return YAMLNode(content: .map(entries(of: mapping, depth: depth)), place: place)
        case .alias:
            log.add(.alias, place, "an alias repeats another part of the file", fix: "write the part out")
            return nil
        }
    }

    /// The entries of a mapping, the first of each key.
    private func entries(of mapping: Node.Mapping, depth: Int) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let place = key.mark.map { Place(line: $0.line, column: $0.column) } ?? .none
            guard case .scalar(let scalar) = key else {
                log.add(.wrongType, place, "a key must be a single word")
                continue
            }
            let name = duplicates.original(scalar.string)
            if let line = lines[name] {
                log.add(
                    .duplicateKey, place, "\"\(name)\" is given twice, first in line \(line)", fix: "keep one of them")
                continue
            }
            lines[name] = place.line
            if let value = converted(value, depth: depth + 1) {
                entries.append(YAMLNode.Entry(key: name, place: place, value: value))
            }
        }
        return entries
    }
}
