import LearningCore

/// How many of the training leads had which value of a feature, and how many of these were won: what stands behind a
/// reason for a score.
///
/// Values of numbers are taken together in at most ten bins of about equally many leads.
public struct ReasonRates: Sendable, Codable, Equatable {
    /// Of one feature.
    public struct Table: Sendable, Codable, Equatable {
        /// Where a bin ends and the next begins, rising; empty for levels. Bin b holds cuts[b − 1] ≤ x < cuts[b].
        public let cuts: [Double]
        /// Whether all values are whole numbers.
        public let isWhole: Bool
        /// Leads and the won among them: one entry a bin or level, and a last one for leads without a value.
        public let leads: [Int]
        public let won: [Int]

        private enum CodingKeys: String, CodingKey {
            case cuts, leads, won
            case isWhole = "whole"
        }

        public init(cuts: [Double], isWhole: Bool, leads: [Int], won: [Int]) {
            self.cuts = cuts
            self.isWhole = isWhole
            self.leads = leads
            self.won = won
        }

        /// The entry of a number; of `NaN` the last.
        public func entry(of value: Double) -> Int {
            value.isNaN ? leads.count - 1 : cuts.partitioningIndex { $0 > value }
        }

        /// The entry of a level's code; of `-1` the last.
        public func entry(of code: Int32) -> Int { code < 0 ? leads.count - 1 : Int(code) }
    }

    /// In the order of the features.
    public let tables: [Table]

    public init(tables: [Table]) { self.tables = tables }

    /// The most bins a number has.
    public static let binCount = 10

    /// - Throws: ``StorageError/inconsistent(_:)`` unless there is a table for each feature that has an entry for each of
    ///   its values.
    func validate(for schema: FeatureSchema) throws(StorageError) {
        guard tables.count == schema.count else { throw .inconsistent("rates of other features than the model's") }
        for (table, feature) in zip(tables, schema.features) {
            let entries = (feature.levelCount ?? table.cuts.count + 1) + 1
            let isRising = zip(table.cuts, table.cuts.dropFirst()).allSatisfy(<) && table.cuts.allSatisfy(\.isFinite)
            let isPossible = zip(table.leads, table.won).allSatisfy { $1 >= 0 && $0 >= $1 }
            guard table.leads.count == entries, table.won.count == entries, isRising, isPossible,
                table.cuts.isEmpty || feature.levelCount == nil
            else { throw .inconsistent("the rates of \"\(feature.name)\" are not in order") }
        }
    }
}
