import Glibc

/// Bytes in order, from somewhere. Used by one thread at a time.
protocol ByteStream: AnyObject {
    /// Fills the buffer as far as there are bytes; fewer than it holds means the end.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
}

extension ByteStream {
    /// Up to `count` bytes behind a copy of `head`, followed by ``RawBlock/padding`` zeros.
    ///
    /// - Returns: the bytes, and how many of them were read or copied (without the padding).
    func bytes(after head: ArraySlice<UInt8>, count: Int) throws(TabularError) -> (bytes: [UInt8], end: Int) {
        var failure: TabularError?
        var end = 0
        let capacity = head.count + count + RawBlock.padding
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, used in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            unsafe head.withUnsafeBytes { head in unsafe raw.copyMemory(from: head) }
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[head.count..<head.count + count])
            do throws(TabularError) {
                end = head.count + (try unsafe fill(room))
            } catch {
                failure = error
                end = head.count
            }
            for index in end..<end + RawBlock.padding { unsafe raw[index] = 0 }
            used = end + RawBlock.padding
        }
        if let failure { throw failure }
        return (bytes, end)
    }
}

/// The bytes of a file, or of standard input.
final class FileByteStream: ByteStream {
    private let path: String
    private let descriptor: Int32

    /// - Parameter path: `-` is standard input.
    init(path: String) throws(TabularError) {
        self.path = path
        guard path != "-" else {
            descriptor = 0
            return
        }
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .fileMissing(path: path) : .cannotRead(path: path, reason: systemReason(errno))
        }
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw .cannotRead(path: path, reason: "it is a folder")
        }
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    /// The size of a regular file, `nil` for pipes.
    var size: Int? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
            if count == 0 { break }
            if count > 0 {
                filled += count
            } else if errno != EINTR {
                throw .cannotRead(path: path, reason: systemReason(errno))
            }
        }
        return filled
    }
}

/// Bytes from memory, then those of another stream.
final class PrefixedByteStream: ByteStream {
    private var prefix: ArraySlice<UInt8>
    private let rest: (any ByteStream)?

    init(_ prefix: ArraySlice<UInt8>, then rest: (any ByteStream)? = nil) {
        self.prefix = prefix
        self.rest = rest
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let count = min(prefix.count, buffer.count)
        unsafe prefix.withUnsafeBytes { bytes in
            unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[0..<count]))
        }
        prefix = prefix.dropFirst(count)
        guard count < buffer.count, let rest else { return count }
        return count + (try unsafe rest.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[count...])))
    }
}

/// What the system says about a failure.
func systemReason(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
}
