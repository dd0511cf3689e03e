/// Up to ``limit`` distinct short strings, some with a rank.
struct LevelSet: Sendable {
    static let limit = 64
    private var ranks: [[UInt8]: Int?] = [:]
    private(set) var isOverfull = false

    mutating func insert(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, rank: Int?) {
        guard !isOverfull else { return }
        var key: [UInt8] = []
        key.reserveCapacity(end - start)
        for index in start..<end { key.append(bytes[index]) }
        insert(key, rank)
    }

    private mutating func insert(_ key: [UInt8], _ rank: Int?) {
        ranks[key] = .some(rank)
        if ranks.count > Self.limit {
            isOverfull = true
            ranks = [:]
        }
    }

    mutating func merge(_ other: LevelSet) {
        if other.isOverfull {
            isOverfull = true
            ranks = [:]
        }
        guard !isOverfull else { return }
        for (key, rank) in other.ranks where !isOverfull { insert(key, rank) }
    }

    /// Whether each level has a rank of its own.
    var ranksAreDistinct: Bool {
        let found = ranks.values.compactMap { $0 }
        return !isOverfull && found.count == ranks.count && Set(found).count == found.count
    }
}
