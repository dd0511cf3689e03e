import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct FeatureBundlerTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Dense x0; 30 counts of which a row has at most one other than 0 (or missing); a column too rare to split.
    private func sparse(rows: Int, spoiled: Bool = false) throws -> Dataset {
        var generator = SeededGenerator(seed: 17)
        var columns = [[Double]](repeating: .init(repeating: 0, count: rows), count: 32)
        for row in 0..<rows {
            columns[0][row] = generator.nextUniform()
            let which = 1 + generator.nextIndex(below: 30)
            let value = Double(generator.nextIndex(below: 4))
            columns[which][row] = value == 3 ? .nan : value
            if spoiled { for column in 1..<31 { columns[column][row] = 1 } }
        }
        columns[31][0] = 1
        let won = (0..<rows).map { row in
            generator.nextUniform() < 0.1 + 0.3 * columns[0][row] + (columns[3][row] == 2 ? 0.6 : 0)
        }
        let schema = try FeatureSchema((0..<32).map { Feature(name: "x\($0)", kind: .numeric) })
        let matrix = try FeatureMatrix(schema: schema, columns: columns.map(FeatureColumn.numeric))
        return try Dataset(features: matrix, labels: won)
    }

    private func matrix(_ data: Dataset, validation: FeatureMatrix?) -> BinMatrix {
        BinMatrix(
            training: data, rows: (0..<data.rowCount).map(Int32.init), validation: validation, maxBinCount: 255,
            minWeight: 5, seed: 0, on: pool)
    }

    @Test func exclusiveColumnsShareOne() throws {
        let data = try sparse(rows: 3_000)
        let later = try sparse(rows: 100)
        let matrix = matrix(data, validation: later.features)
        #expect(matrix.layout.views.map(\.feature) == Array(0..<31))
        #expect(matrix.layout.columnCount == 2)
        for (number, view) in matrix.layout.views.enumerated() {
            for (part, start) in [(data.features, 0), (later.features, 3_000)] {
                guard case .numeric(let values) = part.columns[view.feature] else { continue }
                let expected = values.map { Int(matrix.mappers[view.feature].bin(of: $0)) }
                #expect((0..<part.rowCount).map { matrix.bin(row: start + $0, view: number) } == expected)
            }
        }
    }

    /// Validation rows that have everything at once forbid all bundles; the model must be the same.
    @Test func bundlesChangeNothing() throws {
        let data = try sparse(rows: 3_000)
        let spoiler = try sparse(rows: 50, spoiled: true)
        #expect(matrix(data, validation: spoiler.features).layout.columnCount == 31)
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 10
        hyperparameters.minSamplesPerLeaf = 5
        let trainer = try GradientBoostingTrainer(hyperparameters)
        let bundled = try trainer.fitted(to: data, on: pool).model
        #expect(bundled == (try trainer.fitted(to: data, validation: spoiler, on: pool).model))
        #expect(bundled.featureImportance.splitCount[3] > 0)
    }
}
