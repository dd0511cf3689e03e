import CZlib

/// The unpacked bytes of a gzip stream of one or more members (RFC 1952), with zlib. Sums and lengths are checked; data
/// that ends too early or is damaged is an error.
@safe final class GunzipByteStream: ByteStream {
    private let path: String
    private let source: any ByteStream
    private let inputCapacity = 1 << 18
    private let input: UnsafeMutableRawPointer
    private var state = unsafe z_stream()
    private var sourceHasEnded = false
    private var isBetweenMembers = true
    private var hasEnded = false

    init(_ source: any ByteStream, path: String) throws(TabularError) {
        self.path = path
        self.source = source
        unsafe input = UnsafeMutableRawPointer.allocate(byteCount: inputCapacity, alignment: 16)
        // 15 window bits, and 16 for a gzip header.
        let status = unsafe inflateInit2_(&state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .damagedGzip(path: path, reason: "zlib cannot start (\(status))") }
    }

    deinit {
        unsafe inflateEnd(&state)
        unsafe input.deallocate()
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        guard buffer.count > 0, !hasEnded else { return 0 }
        let capacity = min(buffer.count, Int(UInt32.max))
        unsafe state.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe state.avail_out = UInt32(capacity)
        while unsafe state.avail_out > 0, !hasEnded {
            if unsafe state.avail_in == 0 { try refill() }
            if unsafe state.avail_in == 0 {
                guard isBetweenMembers else { throw .damagedGzip(path: path, reason: "it ends too early") }
                hasEnded = true
            } else if isBetweenMembers, try isPadding() {
                hasEnded = true
            } else {
                try step()
            }
        }
        return unsafe capacity - Int(state.avail_out)
    }

    private func step() throws(TabularError) {
        isBetweenMembers = false
        let status = unsafe inflate(&state, Z_NO_FLUSH)
        if status == Z_STREAM_END {
            isBetweenMembers = true
            guard unsafe inflateReset(&state) == Z_OK else { throw .damagedGzip(path: path, reason: "zlib stopped") }
        } else if status != Z_OK {
            let reason = unsafe state.msg.map { unsafe String(cString: $0) } ?? "zlib error \(status)"
            throw .damagedGzip(path: path, reason: reason)
        }
    }

    /// Whether what follows the last member is not another one; zeros are allowed there.
    private func isPadding() throws(TabularError) -> Bool {
        unsafe state.next_in.pointee == 0
    }

    private func refill() throws(TabularError) {
        guard !sourceHasEnded else { return }
        let count = try unsafe source.fill(UnsafeMutableRawBufferPointer(start: input, count: inputCapacity))
        sourceHasEnded = count < inputCapacity
        unsafe state.next_in = input.assumingMemoryBound(to: UInt8.self)
        unsafe state.avail_in = UInt32(count)
    }
}
