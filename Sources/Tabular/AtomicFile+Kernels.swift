import Glibc

/// A file that is there whole or not at all: bytes go to a temporary name in the same folder; ``commit()`` syncs them to
/// the disk and renames. A run that is killed, or a writer that is given up, leaves an older file of that name as it was.
///
/// A symbolic link is followed, so that the file it names is replaced. The new file has the permissions of the old one.
public final class AtomicFile {
    public let path: String
    private let temporaryPath: String
    private let target: String
    private var descriptor: Int32
    private var isCommitted = false

    /// - Throws: ``TabularError/cannotWrite(path:reason:)``.
    public init(path: String) throws(TabularError) {
        self.path = path
        target = Self.resolved(path)
        temporaryPath = "\(target).\(getpid())-\(Self.nextNumber()).tmp"
        var status = stat()
        let mode = unsafe stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o666
        descriptor = unsafe open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemReason(errno)) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unsafe unlink(temporaryPath) }
    }

    /// Adds bytes.
    public func write(_ bytes: [UInt8]) throws(TabularError) {
        precondition(descriptor >= 0, "a committed file takes no more bytes")
        try FileDescriptorWriter.write(bytes[...], to: descriptor, path: path)
    }

    /// Makes the bytes written so far the file's content.
    public func commit() throws(TabularError) {
        precondition(descriptor >= 0, "a file is committed once")
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw .cannotWrite(path: path, reason: systemReason(errno))
        }
        let status = close(descriptor)
        descriptor = -1
        guard status == 0, unsafe rename(temporaryPath, target) == 0 else {
            throw .cannotWrite(path: path, reason: systemReason(errno))
        }
        isCommitted = true
        syncFolder()
    }

    /// Makes the new name survive a power cut, where the file system can.
    private func syncFolder() {
        let end = target.lastIndex(of: "/")
        let folder = end.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let folderDescriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard folderDescriptor >= 0 else { return }
        _ = fsync(folderDescriptor)
        close(folderDescriptor)
    }

    private static func resolved(_ path: String) -> String {
        guard let found = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    private static func nextNumber() -> UInt32 { UInt32.random(in: 0 ... .max) }
}

/// Writes to descriptors.
enum FileDescriptorWriter {
    /// - Throws: ``TabularError/brokenPipe(path:)`` if nobody reads any more, else
    ///   ``TabularError/cannotWrite(path:reason:)``.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, path: String) throws(TabularError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw .brokenPipe(path: path)
            } else if errno != EINTR {
                throw .cannotWrite(path: path, reason: systemReason(errno))
            }
        }
    }
}
