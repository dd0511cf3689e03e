import Foundation
import Testing

/// `Golden/paired.json`, see the README beside it.
struct PairedGolden: Decodable {
    let mcnemar: [McNemar]
    let correlations: [Correlation]
    let upperLimits: [UpperLimit]
    let cumulative: [Cumulative]
    let oddsRatios: [Odds]

    struct McNemar: Decodable {
        let first: Double
        let second: Double
        let exact: Double
        let mid: Double
    }

    struct Correlation: Decodable {
        let x: [Double]
        let y: [Double]
        let spearman: Double
        let kendall: Double
    }

    struct UpperLimit: Decodable {
        let successes: Double
        let trials: Double
        let confidence: Double
        let upper: Double
    }

    struct Cumulative: Decodable {
        let k: Double
        let n: Double
        let p: Double
        let value: Double
    }

    struct Odds: Decodable {
        let counts: [Double]
        let ratio: Double
        let low: Double
        let high: Double
        let p: Double
    }

    static func load() throws -> PairedGolden {
        let file = Bundle.module.url(forResource: "paired", withExtension: "json", subdirectory: "Golden")
        return try JSONDecoder().decode(PairedGolden.self, from: Data(contentsOf: #require(file)))
    }
}
