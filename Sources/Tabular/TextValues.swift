/// Text cells, either as codes into a dictionary of distinct values, or, where most values differ (ids, free text), one
/// after the other in a single buffer. A cell without a value has code `-1`, or is empty.
public enum TextValues: Sendable, Equatable {
    /// `levels` are distinct and in the order of their first appearance.
    case dictionary(codes: [Int32], levels: [String])
    /// Row `i` is `bytes[offsets[i] ..< offsets[i + 1]]`, in UTF-8.
    case buffer(bytes: [UInt8], offsets: [Int])

    public var count: Int {
        switch self {
        case .dictionary(let codes, _): codes.count
        case .buffer(_, let offsets): offsets.count - 1
        }
    }

    /// The text of a row; empty where the cell has no value.
    public subscript(row: Int) -> String {
        switch self {
        case .dictionary(let codes, let levels): codes[row] < 0 ? "" : levels[Int(codes[row])]
        case .buffer(let bytes, let offsets): String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
        }
    }

    /// The rows at the given positions.
    public func selecting(_ rows: [Int]) -> TextValues {
        switch self {
        case .dictionary(let codes, let levels): return .dictionary(codes: rows.map { codes[$0] }, levels: levels)
        case .buffer(let bytes, let offsets):
            var selected: [UInt8] = []
            var ends = [0]
            ends.reserveCapacity(rows.count + 1)
            for row in rows {
                selected.append(contentsOf: bytes[offsets[row]..<offsets[row + 1]])
                ends.append(selected.count)
            }
            return .buffer(bytes: selected, offsets: ends)
        }
    }
}
