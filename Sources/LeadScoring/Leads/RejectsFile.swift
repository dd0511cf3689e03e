import Tabular

/// The rows that could not be used, as a table for a person to mend: where each was, why it was rejected, and the row
/// itself as it stood.
enum RejectsFile {
    static func write(_ rejects: [Reject], to path: String) throws(Diagnostic) {
        try Diagnostic.translating { () throws(TabularError) in
            var writer = try CSVWriter(.file(path))
            for name in ["file", "line", "byte", "row", "column", "code", "reason", "record"] { writer.append(name) }
            try writer.endRow()
            for reject in rejects {
                writer.append(reject.file)
                writer.append(.integer(reject.line))
                writer.append(.integer(reject.byteOffset))
                writer.append(.integer(reject.row + 1))
                writer.append(reject.column ?? "")
                writer.append(reject.code)
                writer.append(reject.reason)
                writer.append(String(decoding: reject.record, as: UTF8.self))
                try writer.endRow()
            }
            try writer.finish()
        }
    }
}
