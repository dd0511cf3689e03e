/// A fenced code block of a Markdown file.
struct Fence: Equatable {
    /// What follows the opening backticks, such as `sh`.
    let info: String
    /// The spaces in front of it; its content has lost as many.
    let indentation: Int
    /// The line after the opening fence, counted from 1.
    let firstLine: Int
    let content: [String]

    /// All fences, from top to bottom. A fence closes with at least as many backticks as it opened with.
    static func fences(in lines: [String]) throws(DocumentError) -> [Fence] {
        var fences: [Fence] = []
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            guard let opening = Opening(lines[index]) else { continue }
            let first = index + 1
            guard let end = lines[first...].firstIndex(where: opening.isClosed(by:)) else {
                throw .openFence(line: index + 1)
            }
            let content = lines[first..<end].map { line in
                String(line.dropFirst(min(opening.indentation, line.prefix { $0 == " " }.count)))
            }
            fences.append(
                Fence(info: opening.info, indentation: opening.indentation, firstLine: first + 1, content: content))
            index = end
        }
        return fences
    }

    private struct Opening {
        let indentation: Int
        let width: Int
        let info: String

        /// Nil when the line opens no fence; backticks after the first ones make it inline code.
        init?(_ line: String) {
            indentation = line.prefix { $0 == " " }.count
            let unindented = line.dropFirst(indentation)
            width = unindented.prefix { $0 == "`" }.count
            let rest = unindented.dropFirst(width)
            guard width >= 3, !rest.contains("`") else { return nil }
            info = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }

        func isClosed(by line: String) -> Bool {
            let mark = line.split(whereSeparator: \.isWhitespace)
            return mark.count == 1 && mark[0].count >= width && mark[0].allSatisfy { $0 == "`" }
        }
    }
}
