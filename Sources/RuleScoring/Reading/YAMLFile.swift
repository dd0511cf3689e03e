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
        guard let node = compose(StarScan.mended(text, with: Self.star)) else { return nil }
        return converted(node, depth: 0)
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
                return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
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
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let isDepth = problem.contains("nest") || problem.contains("depth")
            log.add(
                isDepth ? .tooLarge : .syntax, Place(line: mark.line, column: mark.column),
                isDepth ? "this is nested too deep" : "this is not YAML: \(problem)",
                fix: isDepth ? nil : "check the indentation and the quotes here and in the line above")
        case .reader: log.add(.notText, .none, "the file has control characters", fix: "save the file as UTF-8 text")
        default: log.add(.syntax, .none, "this is not YAML")
        }
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
