import Foundation
import LearningCore
import Testing

@testable import FeatureExtraction

@Suite struct FeatureCrossTests {
    private func matrix(rows: Int = 40) throws -> FeatureMatrix {
        let schema = try FeatureSchema([
            Feature(name: "visits", kind: .numeric), Feature(name: "size", kind: .numeric),
            Feature(name: "source", kind: .categorical(levels: ["web", "fair", "mail", "never"])),
            Feature(name: "country", kind: .categorical(levels: ["DE", "AT"])), Feature(name: "flat", kind: .numeric),
        ])
        let codes: [Int32] = (0..<rows).map { $0 % 8 == 7 ? -1 : $0 % 8 < 4 ? 1 : $0 % 8 < 6 ? 0 : 2 }
        return try FeatureMatrix(
            schema: schema,
            columns: [
                .numeric((0..<rows).map { $0 == 3 ? .nan : Double($0) }), .numeric((0..<rows).map { Double($0 % 5) }),
                .categorical(codes), .categorical((0..<rows).map { $0 % 2 == 0 ? 0 : 1 }),
                .numeric([Double](repeating: 2, count: rows)),
            ], rowCount: rows)
    }

    private func numbers(_ cross: FeatureCross, _ matrix: FeatureMatrix) -> [[Double]] {
        cross.columns(of: matrix).map { if case .numeric(let values) = $0 { values } else { [] } }
    }

    @Test func numbersAreMultipliedAfterTheirMeans() throws {
        let matrix = try matrix()
        let cross = try #require(FeatureCross("visits", "size", fittedTo: matrix))
        #expect(cross.features.map(\.name) == ["visits × size"])
        let mean = ((0..<40).reduce(0) { $0 + Double($1) } - 3) / 39
        let values = numbers(cross, matrix)[0]
        for row in 0..<40 where row != 3 {
            #expect(abs(values[row] - (Double(row) - mean) * (Double(row % 5) - 2)) < 1e-12)
        }
        #expect(values[3].isNaN)
    }

    /// One product a level, but for the commonest ("fair"), and none for a level that never occurs.
    @Test func aNumberAndLevelsGiveASlopeALevel() throws {
        let matrix = try matrix(rows: 200)
        let cross = try #require(FeatureCross("source", "visits", fittedTo: matrix))
        #expect(cross.features.map(\.name) == ["source × visits: web", "source × visits: mail"])
        #expect(cross.features.allSatisfy { $0.field == "source × visits" })
        guard case .categorical(let codes) = matrix.columns[2], case .numeric(let visits) = matrix.columns[0] else {
            Issue.record("other columns")
            return
        }
        let mean = visits.filter { !$0.isNaN }.reduce(0, +) / 199
        for (column, code) in zip(numbers(cross, matrix), [Int32(0), 2]) {
            for row in 0..<200 {
                // Elsewhere it is 0, though the number may be missing.
                #expect(codes[row] == code ? abs(column[row] - (visits[row] - mean)) < 1e-9 : column[row] == 0)
            }
        }
    }

    @Test func levelsGiveWhereBothAreMet() throws {
        let matrix = try matrix(rows: 200)
        let cross = try #require(FeatureCross("source", "country", fittedTo: matrix))
        // Odd rows are AT; "web" is met on both, "mail" on even ones alone.
        #expect(cross.features.map(\.name) == ["source × country: web × AT"])
        #expect(numbers(cross, matrix)[0].indices.allSatisfy { numbers(cross, matrix)[0][$0] == ($0 % 8 == 5 ? 1 : 0) })
    }

    @Test func nothingToMultiplyIsNoCross() throws {
        let matrix = try matrix()
        #expect(FeatureCross("visits", "nowhere", fittedTo: matrix) == nil)
        #expect(FeatureCross("visits", "visits", fittedTo: matrix) == nil)
        #expect(FeatureCross("visits", "flat", fittedTo: matrix) == nil)
        // Five leads a pair are too few.
        #expect(FeatureCross("source", "country", fittedTo: matrix) == nil)
    }

    @Test func aCrossOfOtherFeaturesIsRefused() throws {
        let matrix = try matrix(rows: 200)
        let cross = try #require(FeatureCross("source", "visits", fittedTo: matrix))
        #expect(cross.fits(matrix.schema))
        let other = try FeatureSchema([
            Feature(name: "visits", kind: .numeric), Feature(name: "source", kind: .categorical(levels: ["web"])),
        ])
        #expect(!cross.fits(other))
        let extractor = try FeatureExtractor(steps: [.number(column: "visits", flagsPlaceholder: false)])
        #expect(throws: ExtractionError.self) { try LeadFeatures(attributes: extractor, crosses: [cross]) }
    }

    @Test func hugeNumbersAreMissingRatherThanInfinite() throws {
        let schema = try FeatureSchema([Feature(name: "a", kind: .numeric), Feature(name: "b", kind: .numeric)])
        let values = (0..<20).map { $0 % 2 == 0 ? 1e300 : -1e300 }
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(values), .numeric(values)], rowCount: 20)
        if let cross = FeatureCross("a", "b", fittedTo: matrix) {
            #expect(numbers(cross, matrix)[0].allSatisfy { $0.isNaN })
        }
    }
}
