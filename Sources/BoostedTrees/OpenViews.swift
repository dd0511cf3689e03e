/// The views that a leaf may still be split by.
///
/// A view is closed once no cut of it leaves enough rows on both sides. Rows only get fewer from a leaf to those below it, so
/// a closed view stays closed there and need not be looked at again: with many sparse features most are closed a few
/// splits below the root.
struct OpenViews: Equatable, Sendable {
    /// Ascending.
    private(set) var list: [Int]

    private let total: Int

    init(all count: Int) {
        list = Array(0..<count)
        total = count
    }

    /// Those of `drawn`, ascending, that are open.
    func among(_ drawn: [Int]) -> [Int] {
        if list.count == total { return drawn }
        if drawn.count == total { return list }
        var next = 0
        return drawn.filter { view in
            while next < list.count, list[next] < view { next += 1 }
            return next < list.count && list[next] == view
        }
    }

    /// - Parameter views: ascending.
    mutating func close(_ views: [Int]) {
        guard !views.isEmpty else { return }
        var next = 0
        list.removeAll { view in
            while next < views.count, views[next] < view { next += 1 }
            return next < views.count && views[next] == view
        }
    }
}
