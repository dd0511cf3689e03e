/// The views that a leaf may still be split by, in memory of its own.
///
/// A view is closed once no cut of it leaves enough rows on both sides. Rows only get fewer from a leaf to those below it, so
/// a closed view stays closed there and need not be looked at again: with many sparse features most are closed a few
/// splits below the root.
///
/// Each part of the columns has a list, ascending, which its thread keeps: their number, then the views.
@safe
struct OpenViews: BitwiseCopyable {
    private let lists: UnsafeMutablePointer<Int32>

    /// - Parameter memory: ``ColumnParts/placeCount`` places, which outlive this.
    init(in memory: WorkingMemory<Int32>) { unsafe lists = memory.base }

    /// Opens all views of a part.
    func openAll(_ part: ColumnPart) {
        let list = unsafe lists + part.firstPlace
        unsafe list[0] = Int32(part.viewCount)
        unsafe (list + 1).update(from: part.views, count: part.viewCount)
    }

    /// The views of a part become those of another leaf.
    func copy(_ part: ColumnPart, of other: OpenViews) {
        let from = unsafe other.lists + part.firstPlace
        unsafe (lists + part.firstPlace).update(from: from, count: Int(from[0]) &+ 1)
    }

    /// Goes through the open views of a part and closes those for which `isOpen` is false.
    @inline(__always)
    func closeAll(in part: ColumnPart, unless isOpen: (Int) -> Bool) {
        let list = unsafe lists + part.firstPlace
        var kept = 0
        for place in unsafe 1..<Int(list[0]) &+ 1 {
            let view = unsafe list[place]
            unsafe list[kept &+ 1] = view
            kept &+= isOpen(Int(view)) ? 1 : 0
        }
        unsafe list[0] = Int32(kept)
    }
}
