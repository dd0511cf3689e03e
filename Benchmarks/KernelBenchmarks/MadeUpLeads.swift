import Foundation
import LearningCore
import Tabular

/// Leads with a known, planted signal, the same in every run: 20 numbers with 8 % missing, 4 texts of 5 to 50 levels.
///
/// Made once per process, before anything is measured.
struct MadeUpLeads: Sendable {
    static let rowCount = 50_000
    static let numberCount = 20
    static let levelCounts = [5, 10, 25, 50]

    static let shared: MadeUpLeads = {
        do { return try MadeUpLeads() } catch { preconditionFailure("the made-up leads cannot be made: \(error)") }
    }()

    let dataset: Dataset
    /// The same leads as a CSV file, with the outcome as `won` and a number as `id`.
    let file: URL

    private init() throws {
        var chance = SeededGenerator(seed: 7)
        var features: [Feature] = []
        var columns: [FeatureColumn] = []
        var logOdds = [Double](repeating: -2, count: Self.rowCount)
        for number in 0..<Self.numberCount {
            features.append(Feature(name: "number_\(number)", kind: .numeric))
            let weight = 0.6 / Double(number + 1)
            columns.append(
                .numeric(
                    (0..<Self.rowCount).map { row in
                        let value = Self.bell(&chance)
                        logOdds[row] += number.isMultiple(of: 3) ? weight * abs(value) : weight * value
                        return chance.nextUniform() < 0.08 ? .nan : (value * 1_000).rounded() / 1_000
                    }))
        }
        for (number, count) in Self.levelCounts.enumerated() {
            let levels = (0..<count).map { "level \($0)" }
            let effects = levels.map { _ in 0.3 * Self.bell(&chance) }
            features.append(Feature(name: "text_\(number)", kind: .categorical(levels: levels)))
            columns.append(
                .categorical(
                    (0..<Self.rowCount).map { row in
                        // The square makes some levels common and others rare.
                        let level = Int(Double(count) * pow(chance.nextUniform(), 2))
                        logOdds[row] += effects[level]
                        return Int32(level)
                    }))
        }
        let labels = logOdds.map { chance.nextUniform() < 1 / (1 + exp(-$0)) }
        dataset = try Dataset(
            features: FeatureMatrix(schema: FeatureSchema(features), columns: columns), labels: labels)
        file = FileManager.default.temporaryDirectory.appendingPathComponent("leadscore-benchmark-leads.csv")
        try Self.csv(dataset).write(to: file, options: .atomic)
    }

    /// Nearly normal, by the sum of four uniform numbers (Irwin and Hall), with mean 0 and variance 1.
    private static func bell(_ chance: inout SeededGenerator) -> Double {
        ((0..<4).reduce(0) { sum, _ in sum + chance.nextUniform() } - 2) * 3.0.squareRoot()
    }

    private static func csv(_ dataset: Dataset) -> Data {
        let features = dataset.features
        var text = (["id"] + features.schema.features.map(\.name) + ["won"]).joined(separator: ",") + "\n"
        for row in 0..<features.rowCount {
            text += "\(row)"
            for (feature, column) in zip(features.schema.features, features.columns) {
                switch (column, feature.kind) {
                case (.numeric(let values), _): text += values[row].isNaN ? "," : ",\(values[row])"
                case (.categorical(let codes), .categorical(let levels)): text += ",\(levels[Int(codes[row])])"
                default: text += ","
                }
            }
            text += dataset.labels[row] ? ",yes\n" : ",no\n"
        }
        return Data(text.utf8)
    }
}
