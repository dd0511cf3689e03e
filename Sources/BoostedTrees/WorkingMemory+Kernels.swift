import Foundation

/// Memory for trivial values, owned by one object and reached through its base pointer by the kernels of this room.
///
/// Aligned to cache lines; blocks of 2 MB and more ask Linux for huge pages, because leaves read their rows from all over
/// them and would otherwise pay for address translation too.
@safe
final class WorkingMemory<Element: BitwiseCopyable>: @unchecked Sendable {
    let count: Int
    let base: UnsafeMutablePointer<Element>

    /// Rows that kernels look ahead may lie this many elements behind the last one.
    static var slack: Int { 64 }

    init(repeating value: Element, count: Int) {
        self.count = count
        let bytes = (count + Self.slack) * MemoryLayout<Element>.stride
        let huge = 2 << 20
        let alignment = bytes >= huge ? huge : 64
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
        #if os(Linux)
            if bytes >= huge { unsafe madvise(raw, bytes, MADV_HUGEPAGE) }
        #endif
        unsafe base = raw.bindMemory(to: Element.self, capacity: count + Self.slack)
        unsafe base.initialize(repeating: value, count: count + Self.slack)
    }

    /// A copy of an array.
    convenience init(_ array: [Element], padding: Element) {
        self.init(repeating: padding, count: array.count)
        for index in array.indices { unsafe base[index] = array[index] }
    }

    deinit { unsafe UnsafeMutableRawPointer(base).deallocate() }

    /// A copy of the first `count` elements.
    func array(_ count: Int) -> [Element] {
        precondition(count <= self.count)
        return unsafe Array(UnsafeBufferPointer(start: base, count: count))
    }
}
