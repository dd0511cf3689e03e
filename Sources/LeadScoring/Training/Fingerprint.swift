import LearningCore

/// A number that tells one set of labelled leads from another, to notice when a model is judged by the very leads it
/// learned from. The order of the leads does not matter. Not cryptographic.
enum Fingerprint {
    static func of(_ dataset: Dataset) -> UInt64 {
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
        return rows.reduce(UInt64(rows.count)) { $0 &+ SplitMix64.mix($1) }
    }
}
