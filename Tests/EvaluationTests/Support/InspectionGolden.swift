import Foundation
import LearningCore
import Testing

/// `Golden/inspection.json`: a formula on 400 rows, as scikit-learn and PyALE see it.
struct InspectionGolden: Decodable {
    struct Dependence: Decodable {
        let feature: Int
        let values: [Double]
        let logOdds: [Double]
        let probabilities: [Double]
    }
    struct Importance: Decodable {
        let metric: String
        let means: [Double]
        let standardDeviations: [Double]
        let repeats: Int
    }
    struct NumericEffects: Decodable {
        let values: [Double]
        let effects: [Double]
    }
    struct LevelEffects: Decodable {
        let order: [Int]
        let effects: [Double]
    }

    let x: [Double]
    let z: [Double]
    let level: [Int32]
    let won: [Int]
    let effects: [Double]
    let quantiles: [String: [Double]]
    let dependence: [Dependence]
    let importance: [Importance]
    let numericEffects: NumericEffects
    let levelEffects: LevelEffects

    static func load() throws -> InspectionGolden {
        let url = try #require(Bundle.module.url(forResource: "Golden/inspection", withExtension: "json"))
        return try JSONDecoder().decode(InspectionGolden.self, from: Data(contentsOf: url))
    }

    func dataset() throws -> Dataset {
        let schema = try FeatureSchema([
            Feature(name: "x", kind: .numeric), Feature(name: "z", kind: .numeric),
            Feature(name: "level", kind: .categorical(levels: effects.indices.map { "L\($0)" })),
        ])
        return try Dataset(
            features: FeatureMatrix(schema: schema, columns: [.numeric(x), .numeric(z), .categorical(level)]),
            labels: won.map { $0 == 1 })
    }

    /// The formula of the script.
    func model() throws -> FormulaModel {
        let effects = effects
        return FormulaModel(schema: try dataset().features.schema) { row in
            let effect = row[2].isNaN ? 0 : effects[Int(row[2])]
            let own = 0.8 * row[0] - 0.3 * row[0] * row[0] + row[0] * row[1] * 0.5
            return own + effect + 0.25 * effect * row[1]
        }
    }
}
