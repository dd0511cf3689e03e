import Tabular

/// Text files that are there whole or not at all.
package enum TextFile {
    package static func write(_ text: String, to path: String) throws(Diagnostic) {
        try Diagnostic.translating { () throws(TabularError) in
            let file = try AtomicFile(path: path)
            try file.write(Array(text.utf8))
            try file.commit()
        }
    }
}
