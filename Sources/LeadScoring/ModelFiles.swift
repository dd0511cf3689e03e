import Foundation
public import ModelStorage
import Tabular

/// Model files, with problems as people read them.
public enum ModelFiles {
    /// - Throws: ``Diagnostic`` E401 to E403; a damaged file is never half read.
    public static func load(_ path: String) throws(Diagnostic) -> ModelArtifact {
        do throws(StorageError) { return try ModelArtifact(contentsOf: path) } catch {
            let diagnostic = error.diagnostic
            throw Diagnostic(
                code: diagnostic.code, message: diagnostic.message, location: path, evidence: diagnostic.evidence,
                fix: diagnostic.fix)
        }
    }

    /// Replaces an existing file in one step; a run that is killed leaves it whole.
    ///
    /// - Returns: the size of the file in bytes.
    /// - Throws: ``Diagnostic`` E501.
    @discardableResult
    public static func save(_ artifact: ModelArtifact, to path: String) throws(Diagnostic) -> Int {
        do throws(StorageError) { return try artifact.write(to: path) } catch {
            throw cannotWrite(error.diagnostic.message, path)
        }
    }

    /// Finds out whether a model can be saved there before hours are spent on training it.
    ///
    /// - Throws: ``Diagnostic`` E501.
    static func requireWritable(_ path: String) throws(Diagnostic) {
        let isFolder = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
        guard isFolder != true else { throw cannotWrite("this is a folder", path) }
        // The temporary file goes away with the value.
        do throws(TabularError) { _ = try AtomicFile(path: path) } catch {
            throw cannotWrite("the model file \(error.message)", path)
        }
    }

    private static func cannotWrite(_ message: String, _ path: String) -> Diagnostic {
        Diagnostic(.cannotWrite, message, location: path, fix: "check the folder, its permissions and the free space")
    }
}
