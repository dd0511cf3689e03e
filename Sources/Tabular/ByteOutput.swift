/// Where written rows go.
public enum OutputTarget: Sendable, Hashable {
    case standardOutput
    /// A file that is there whole or not at all; see ``AtomicFile``.
    case file(String)
}

/// Bytes on their way out, gathered into large writes.
final class ByteOutput {
    private static let capacity = 1 << 18
    private let file: AtomicFile?
    var buffer: [UInt8] = []

    init(_ target: OutputTarget) throws(TabularError) {
        switch target {
        case .standardOutput:
            file = nil
        case .file(let path): file = try AtomicFile(path: path)
        }
        buffer.reserveCapacity(Self.capacity + 4_096)
    }

    func flushIfFull() throws(TabularError) {
        if buffer.count >= Self.capacity { try flush() }
    }

    func flush() throws(TabularError) {
        if let file {
            try file.write(buffer)
        } else {
            try FileDescriptorWriter.write(buffer[...], to: 1, path: "-")
        }
        buffer.removeAll(keepingCapacity: true)
    }

    func finish() throws(TabularError) {
        try flush()
        try file?.commit()
    }
}
