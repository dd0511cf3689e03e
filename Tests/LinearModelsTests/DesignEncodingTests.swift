import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct DesignEncodingTests {
    private let pool = WorkerPool(threadCount: 2)

    @Test func aNumberIsStandardisedAndItsAbsenceFlagged() throws {
        let encoding = try fitted([.numeric([1, .nan, 3, 5])])
        #expect(encoding.columns.map(\.term) == [.value(.identity), .missing])
        let rows = NaiveLogistic.design(try matrix([.numeric([1, .nan, 3, 5])]), encoding)
        let deviation = (8.0 / 3).squareRoot()
        #expect(rows[0] == [-2 / deviation, 0])
        #expect(rows[1] == [0, 1])
        #expect(encoding.columnMeans == [0, 0.25])
    }

    @Test func plainLeavesNumbersAsTheyAre() throws {
        let values = [0, 1, 2, 1_000, .nan]
        let encoding = try fitted([.numeric(values)], options: .plain)
        let rows = NaiveLogistic.design(try matrix([.numeric(values)]), encoding)
        #expect(rows.map { $0[0] } == [0, 1, 2, 1_000, 250.75])
        #expect(encoding.columnMeans == [250.75, 0.2])
    }

    @Test func levelsMetHaveColumnsAndOthersNone() throws {
        let encoding = try fitted([.categorical([2, 0, -1, 2])], weights: [1, 1, 2, 1], levels: 4)
        #expect(encoding.columns.map(\.term) == [.level("L0"), .level("L2"), .missing])
        #expect(encoding.columnMeans == [0.2, 0.4, 0.4])
    }

    @Test func theHeaviestLevelCanBeTheReference() throws {
        let columns = [FeatureColumn.categorical([2, 0, -1, 2, 1, 1])]
        let options = EncodingOptions(usesReferenceLevels: true)
        let plain = try fitted(columns, levels: 4, options: options)
        #expect(plain.columns.map(\.term) == [.level("L0"), .level("L2"), .missing])
        let weighted = try fitted(columns, weights: [1, 5, 9, 1, 1, 1], levels: 4, options: options)
        #expect(weighted.columns.map(\.term) == [.level("L1"), .level("L2"), .missing])
    }

    @Test func featuresThatSayNothingAreDropped() throws {
        let columns: [FeatureColumn] = [
            .numeric([3, 3, 3]), .numeric([.nan, .nan, .nan]), .categorical([1, 1, 1]), .categorical([-1, -1, -1]),
            .numeric([7, .nan, 7]), .numeric([1, 2, 9e99]),
        ]
        let encoding = try fitted(columns, weights: [1, 1, 0], options: EncodingOptions(logSkewness: nil))
        #expect(encoding.columns.map(\.feature) == ["f4", "f5"])
        #expect(encoding.columns.map(\.term) == [.missing, .value(.identity)])
        #expect(encoding.features.prefix(4).allSatisfy { $0 == .dropped })
    }

    @Test func aHeavyTailIsLoggedAndATwoValuedColumnIsNot() throws {
        var generator = SeededGenerator(seed: 2)
        let uniform = (0..<500).map { _ in generator.nextUniform() }
        let amounts = uniform.map { 10 / ($0 * $0 + 0.001) }
        let rare = uniform.map { $0 < 0.01 ? 1.0 : 0 }
        let shares = amounts.map { $0 / 1e6 }
        let encoding = try fitted([.numeric(amounts), .numeric(amounts.map { -$0 }), .numeric(rare), .numeric(shares)])
        // Shares far below 1 have ln(1 + x) ≈ x: a log that changes nothing is not taken.
        #expect(
            encoding.columns.map(\.term) == [
                .value(.signedLog), .value(.signedLog), .value(.identity), .value(.identity),
            ])
        let without = try fitted([.numeric(amounts)], options: EncodingOptions(logSkewness: nil))
        #expect(without.columns.map(\.term) == [.value(.identity)])
    }

    @Test func weightTwoIsTheRowTwice() throws {
        let data = LawfulData.dataset(rows: 200, seed: 8)
        let counts = (0..<200).map { $0 % 3 }
        let repeated = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
        let weighted = try DesignEncoding(fittedTo: data.features, weights: counts.map(Double.init), on: pool)
        let plain = try DesignEncoding(fittedTo: data.features.selecting(rows: repeated), on: pool)
        #expect(weighted.columns == plain.columns)
        for (a, b) in zip(weighted.columnMeans, plain.columnMeans) { #expect((a - b).magnitude <= 1e-14) }
    }

    @Test func encodingsThatDoNotFitTheirSchemaAreRefused() throws {
        let schema = try matrix([.numeric([1]), .categorical([0])]).schema
        let number = FeatureEncoding.numeric(
            try NumericEncoding(
                transform: .identity, fill: 0, center: 0, scale: 1, hasValueColumn: true, hasMissingColumn: false))
        let levels = FeatureEncoding.categorical(try CategoricalEncoding(levels: [0], hasMissingColumn: true))
        #expect(throws: Never.self) {
            try DesignEncoding(schema: schema, features: [number, levels], columnMeans: [0, 1, 0])
        }
        #expect(throws: LearningError.wrongKind(feature: "f0")) {
            try DesignEncoding(schema: schema, features: [levels, number], columnMeans: [0, 1, 0])
        }
        #expect(throws: LearningError.unequalLengths(feature: "column means", expected: 3, found: 1)) {
            try DesignEncoding(schema: schema, features: [number, levels], columnMeans: [0])
        }
        #expect(throws: LearningError.unequalLengths(feature: "feature encodings", expected: 2, found: 1)) {
            try DesignEncoding(schema: schema, features: [number], columnMeans: [0])
        }
        #expect(throws: LearningError.self) {
            try DesignEncoding(schema: schema, features: [number, levels], columnMeans: [0, .nan, 0])
        }
        let tooHigh = FeatureEncoding.categorical(try CategoricalEncoding(levels: [3], hasMissingColumn: false))
        #expect(throws: LearningError.wrongKind(feature: "f1")) {
            try DesignEncoding(schema: schema, features: [number, tooHigh], columnMeans: [0, 1])
        }
    }

    @Test(arguments: [(0.0, 0.0), (.nan, 1), (0, .infinity), (0, -1), (0, .leastNonzeroMagnitude)])
    func numericEncodingsWithImpossibleNumbersAreRefused(fill: Double, scale: Double) {
        #expect(throws: LearningError.self) {
            try NumericEncoding(
                transform: .identity, fill: fill, center: 0, scale: scale, hasValueColumn: true,
                hasMissingColumn: false)
        }
    }

    @Test(arguments: [[-1], [1, 1], [2, 1]] as [[Int32]])
    func levelsThatDoNotAscendAreRefused(levels: [Int32]) {
        #expect(throws: LearningError.self) { try CategoricalEncoding(levels: levels, hasMissingColumn: false) }
    }

    @Test func weightsOfAnotherLengthAndImpossibleOptionsAreRefused() throws {
        #expect(throws: LearningError.unequalLengths(feature: "weights", expected: 2, found: 1)) {
            try fitted([.numeric([1, 2])], weights: [1])
        }
        for skewness in [-1, Double.nan, .infinity] {
            #expect(throws: LearningError.self) {
                try fitted([.numeric([1, 2])], options: EncodingOptions(logSkewness: skewness))
            }
        }
    }

    private func matrix(_ columns: [FeatureColumn], levels: Int = 2) throws -> FeatureMatrix {
        let names = (0..<levels).map { "L\($0)" }
        let features = columns.enumerated().map { index, column in
            if case .numeric = column { return Feature(name: "f\(index)", kind: .numeric) }
            return Feature(name: "f\(index)", kind: .categorical(levels: names))
        }
        return try FeatureMatrix(schema: FeatureSchema(features), columns: columns)
    }

    @discardableResult
    private func fitted(
        _ columns: [FeatureColumn], weights: [Double]? = nil, levels: Int = 2,
        options: EncodingOptions = EncodingOptions()
    ) throws -> DesignEncoding {
        try DesignEncoding(fittedTo: matrix(columns, levels: levels), weights: weights, options: options, on: pool)
    }
}
