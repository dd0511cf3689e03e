/// The names of the columns and where the data begin.
struct HeaderReader {
    var names: [String] = []
    var notes: [ReadNote] = []
    var hasTrailingDelimiter = false
    /// The position of the first data record.
    var dataStart: Int

    /// - Parameters:
    ///   - start: behind a byte order mark.
    ///   - isWhole: whether the bytes are the whole file.
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, dialect: Dialect, hasHeader: Bool, isWhole: Bool) {
        let splitter = RecordSplitter(dialect: dialect)
        dataStart = start
        var first: [[UInt8]] = []
        var position = start
        while position < end, first.isEmpty {
            dataStart = position
            guard let (cells, _) = splitter.fields(bytes, &position, end) else { break }
            if cells.count > 1 || !cells[0].isEmpty { first = cells }
        }
        guard !first.isEmpty else {
            dataStart = end
            return
        }
        if hasHeader { dataStart = position }
        let samples = Self.samples(bytes, dataStart, end, splitter, isWhole: isWhole)
        var raw = first
        findTrailingDelimiter(&raw, samples, hasHeader: hasHeader)
        if hasHeader {
            name(raw.map { String(decoding: $0, as: UTF8.self) })
            noteDataInHeader(raw)
        } else {
            names = raw.indices.map { "column_\($0 + 1)" }
        }
    }

    private static func samples(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ splitter: RecordSplitter, isWhole: Bool
    ) -> [(count: Int, lastIsEmpty: Bool)] {
        var position = start
        var samples: [(count: Int, lastIsEmpty: Bool)] = []
        while position < end, samples.count < 200 {
            guard let (cells, isEnded) = splitter.fields(bytes, &position, end), isEnded || isWhole else { break }
            if cells.count > 1 || !cells[0].isEmpty { samples.append((cells.count, cells[cells.count - 1].isEmpty)) }
        }
        return samples
    }

    /// One empty cell at the end of every line, the header's or not, is a trailing delimiter.
    private mutating func findTrailingDelimiter(
        _ header: inout [[UInt8]], _ samples: [(count: Int, lastIsEmpty: Bool)], hasHeader: Bool
    ) {
        let width = header.count
        let isInHeader =
            width > 1 && header[width - 1].isEmpty
            && samples.allSatisfy { ($0.count == width && $0.lastIsEmpty) || $0.count == width - 1 }
        let isOnlyInData =
            hasHeader && !samples.isEmpty && samples.allSatisfy { $0.count == width + 1 && $0.lastIsEmpty }
        guard isInHeader || isOnlyInData else { return }
        if isInHeader { header.removeLast() }
        hasTrailingDelimiter = true
        notes.append(
            ReadNote(
                .trailingDelimiter, count: samples.count, total: samples.count,
                "every line ends with a delimiter; the empty cell behind it is left out"))
    }

    /// Blank names become `column_7`, repeated ones `name_2`.
    private mutating func name(_ raw: [String]) {
        var taken = Set(raw)
        var used = Set<String>()
        for (index, name) in raw.enumerated() {
            var final = name
            if name.isEmpty {
                final = "column_\(index + 1)"
                while taken.contains(final) || used.contains(final) { final += "_" }
                notes.append(
                    ReadNote(
                        .blankHeader, column: final, count: 1, total: raw.count,
                        "column \(index + 1) has no name; it is called \"\(final)\""))
            } else if used.contains(name) {
                var number = 2
                while taken.contains("\(name)_\(number)") || used.contains("\(name)_\(number)") { number += 1 }
                final = "\(name)_\(number)"
                notes.append(
                    ReadNote(
                        .duplicateHeader, column: final, count: 1, total: raw.count,
                        "column \(index + 1) is also called \"\(name)\"; it is called \"\(final)\""))
            }
            used.insert(final)
            taken.insert(final)
            names.append(final)
        }
    }

    private mutating func noteDataInHeader(_ raw: [[UInt8]]) {
        let numbers = raw.count { DecimalNumber.parse($0.span, 0, $0.count, mark: UInt8(ascii: ".")) != nil }
        guard numbers * 2 > raw.count else { return }
        notes.append(
            ReadNote(
                .headerLooksLikeData, count: numbers, total: raw.count,
                "\(numbers) of \(raw.count) column names are numbers; if the file has no header, say --no-header"))
    }
}
