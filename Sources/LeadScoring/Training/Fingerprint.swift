import LearningCore

/// Numbers that tell one set of labelled leads from another, to notice when a model is judged by the very leads it
/// learned from. Not cryptographic.
enum Fingerprint {
    /// One number for all; the order of the leads does not matter.
    static func of(_ dataset: Dataset) -> UInt64 { of(hashes: hashes(of: dataset)) }

    static func of(hashes: [UInt64]) -> UInt64 {
        hashes.reduce(UInt64(hashes.count)) { $0 &+ SplitMix64.mix($1) }
    }

    /// One number for all, in their order.
    static func inOrder(hashes: [UInt64]) -> UInt64 {
        hashes.reduce(UInt64(hashes.count)) { SplitMix64.mix($0 ^ $1) }
    }

    /// One number a lead, of its features and its outcome.
    static func hashes(of dataset: Dataset) -> [UInt64] {
        var rows = dataset.labels.map { $0 ? UInt64(1) : 2 }
        for column in dataset.features.columns {
            switch column {
            case .numeric(let values):
                for row in rows.indices {
                    rows[row] = SplitMix64.mix(rows[row] ^ (values[row].isNaN ? 3 : values[row].bitPattern))
                }
            case .categorical(let codes):
                for row in rows.indices {
                    rows[row] = SplitMix64.mix(rows[row] ^ UInt64(bitPattern: Int64(codes[row])))
                }
            }
        }
        return rows
    }
}
