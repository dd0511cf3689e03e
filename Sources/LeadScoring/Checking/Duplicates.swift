import FeatureExtraction
import LearningCore
import Tabular

/// Leads that occur twice.
public struct Duplicates: Sendable, Encodable, Equatable {
    /// Rows whose id stands in an earlier row.
    public let repeatedIDs: Int
    /// Rows equal to an earlier one in every column but the id.
    public let repeatedRows: Int

    private enum CodingKeys: String, CodingKey {
        case repeatedIDs = "repeated_ids"
        case repeatedRows = "repeated_rows"
    }

    /// Rows are compared by a 64-bit hash of their cells: among a million rows one false pair is expected once in tens
    /// of thousands of tables. Complexity: O(cells).
    init(of frame: DataFrame, id: String?) {
        var hashes = [UInt64](repeating: 1, count: frame.rowCount)
        for column in frame.columns where column.name != id { Self.mix(column, into: &hashes) }
        repeatedRows = frame.columns.count(where: { $0.name != id }) == 0 ? 0 : hashes.count - Set(hashes).count
        var ids = [UInt64](repeating: 1, count: frame.rowCount)
        guard let id, let column = frame[id] else {
            repeatedIDs = 0
            return
        }
        Self.mix(column, into: &ids)
        let present = ids.indices.filter { column.state(at: $0) == .value }
        repeatedIDs = present.count - Set(present.map { ids[$0] }).count
    }

    private static func mix(_ column: Column, into hashes: inout [UInt64]) {
        for row in hashes.indices {
            var cell = UInt64(column.state(at: row).rawValue) << 56
            if column.state(at: row) == .value {
                switch column.values {
                case .number(let values), .date(let values): cell ^= values[row].bitPattern
                case .boolean(let values): cell ^= values[row] ? 5 : 7
                case .text(.dictionary(let codes, _)): cell ^= UInt64(UInt32(bitPattern: codes[row]))
                case .text(.buffer(let bytes, let offsets)):
                    for byte in bytes[offsets[row]..<offsets[row + 1]] { cell = SplitMix64.mix(cell ^ UInt64(byte)) }
                }
            }
            hashes[row] = SplitMix64.mix(hashes[row] ^ cell)
        }
    }
}
