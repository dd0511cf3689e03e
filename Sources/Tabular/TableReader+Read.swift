import LearningCore

extension TableReader {
    /// About how many rows there are, by the size of the file and the length of its first records; `nil` if that is not known.
    package var expectedRows: Int? {
        guard let textSize, sample.end > sample.start else { return nil }
        let lines = sample.bytes[sample.start..<sample.end].count { $0 == 0x0A }
        return Int(Double(textSize) * Double(lines) / Double(sample.end - sample.start) * 1.05) + 64
    }

    /// Reads the whole file.
    ///
    /// - Throws: ``TabularError``: the first bad row, or one too many, or trouble with the file.
    /// - Complexity: one pass over the file if the first rows show the types of all; two more for the columns where they
    ///   do not. Memory: the typed columns and a few megabytes of text; from standard input the whole text.
    public func read(_ plan: ReadPlan) throws(TabularError) -> Table {
        do {
            var reading = WholeReading(self)
            return try reading.table(plan)
        } catch let error as TabularError {
            throw error
        } catch {
            throw .cannotRead(path: path, reason: "\(error)")
        }
    }
}

extension ReadNote {
    static func invalidCharacters(_ count: Int, column: String) -> ReadNote {
        ReadNote(
            .invalidCharacters, column: column, count: count, total: count,
            "\"\(column)\" has \(grouped(count)) texts with bytes that are not UTF-8; they are shown as U+FFFD")
    }
}

extension TableReader {
    /// How many rows the file will have, judged by its first blocks and its size.
    func expectedRows(_ position: WalkPosition, blocks: Int) -> Int {
        guard let textSize else { return position.rows * 2 }
        let read = min(blocks * blockSize, textSize)
        return read > 0 ? Int(Double(position.rows) * Double(textSize) / Double(read) * 1.02) + 64 : 0
    }

    func notes(about counts: RecordCounts) -> [ReadNote] {
        var notes: [ReadNote] = []
        if counts.blankLines > 0 {
            notes.append(
                ReadNote(
                    .blankLines, count: counts.blankLines, total: counts.records + counts.blankLines,
                    "\(grouped(counts.blankLines)) blank lines are passed over"))
        }
        if counts.nestedValues > 0 {
            notes.append(
                ReadNote(
                    .nestedJSON, count: counts.nestedValues, total: counts.records,
                    "\(grouped(counts.nestedValues)) nested JSON values are kept as text"))
        }
        return notes
    }
}
