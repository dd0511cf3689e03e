/// The leads that a training run held out, with what the model that was judged on them said of each.
///
/// The model in the file has learned from all leads, these included, so its own scores of them would flatter; these do
/// not. A lead is known by its place among the closed leads of the training table, and the table by ``fingerprint``.
public struct HeldOutLeads: Sendable, Equatable {
    /// Places among the closed leads of the training table, from 0, rising.
    public let rows: [Int]
    /// Log-odds of each by a model that had not learned from it.
    public let logOdds: [Double]
    /// Of the closed leads in their order.
    public let fingerprint: UInt64
    /// The smallest hashes of the closed leads, rising: a sample by which the same leads in another table are noticed.
    public let sample: [UInt64]

    /// How many hashes are kept at most.
    public static let sampleSize = 1_024

    /// - Throws: ``StorageError/inconsistent(_:)`` unless there is one finite log-odds for each row and rows and sample
    ///   rise.
    public init(rows: [Int], logOdds: [Double], fingerprint: UInt64, sample: [UInt64]) throws(StorageError) {
        guard rows.count == logOdds.count, logOdds.allSatisfy(\.isFinite), rows.first ?? 0 >= 0,
            zip(rows, rows.dropFirst()).allSatisfy(<), zip(sample, sample.dropFirst()).allSatisfy(<)
        else { throw .inconsistent("the held-out leads are not in order") }
        self.rows = rows
        self.logOdds = logOdds
        self.fingerprint = fingerprint
        self.sample = sample
    }
}

/// ``HeldOutLeads`` as bytes: the fingerprint, then rows, log-odds and sample, each with its length.
enum HeldOutCodec {
    static func write(_ leads: HeldOutLeads, to writer: inout ByteWriter) {
        writer.write(leads.fingerprint)
        writer.write(leads.rows.map { UInt64($0) })
        writer.write(leads.logOdds)
        writer.write(leads.sample)
    }

    static func read(from reader: inout ByteReader) throws(StorageError) -> HeldOutLeads {
        let fingerprint = try reader.read(UInt64.self)
        let rows = try reader.readArray(of: UInt64.self)
        guard rows.allSatisfy({ $0 <= UInt64(Int32.max) }) else {
            throw .inconsistent("a held-out lead in an impossible place")
        }
        return try HeldOutLeads(
            rows: rows.map(Int.init), logOdds: try reader.readDoubles(), fingerprint: fingerprint,
            sample: try reader.readArray(of: UInt64.self))
    }
}
