import Foundation
import Tabular

extension ModelArtifact {
    /// Reads a model file.
    ///
    /// - Throws: ``StorageError``.
    public init(contentsOf path: String) throws(StorageError) {
        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw .cannotRead(reason: Self.reason(error))
        }
        try self.init(decoding: Array(data))
    }

    /// Writes a model file: to a temporary file beside it, synced, then renamed over it. An existing file is whole at any
    /// moment, whatever happens to this process.
    ///
    /// - Returns: the size of the file in bytes.
    /// - Throws: ``StorageError/cannotWrite(reason:)``.
    @discardableResult
    public func write(to path: String) throws(StorageError) -> Int {
        let bytes = try encoded()
        do throws(TabularError) {
            let file = try AtomicFile(path: path)
            try file.write(bytes)
            try file.commit()
        } catch {
            throw .cannotWrite(reason: error.message)
        }
        return bytes.count
    }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError, underlying.domain == NSPOSIXErrorDomain {
            return unsafe String(cString: strerror(Int32(underlying.code)))
        }
        switch CocoaError.Code(rawValue: error.code) {
        case .fileReadNoSuchFile, .fileNoSuchFile: return "there is no such file"
        case .fileReadNoPermission: return "there is no permission to read it"
        default: return error.localizedDescription
        }
    }
}
