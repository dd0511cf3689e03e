import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct BinMatrixTests {
    private func matrix(_ dataset: Dataset, validation: FeatureMatrix? = nil, most: Int = 255) -> BinMatrix {
        BinMatrix(
            training: dataset, rows: (0..<dataset.rowCount).map(Int32.init), validation: validation, maxBinCount: most,
            minWeight: 1, seed: 0, on: WorkerPool(threadCount: 2))
    }

    @Test(arguments: [2, 7, 100, 255])
    func theKernelAgreesWithTheMapper(most: Int) {
        let dataset = LawfulData.dataset(rows: 9_001, seed: 4)
        let later = LawfulData.dataset(rows: 77, seed: 5)
        let matrix = matrix(dataset, validation: later.features, most: most)
        for (number, view) in matrix.layout.views.enumerated() {
            let feature = view.feature
            let mapper = matrix.mappers[feature]
            for (part, start) in [(dataset.features, 0), (later.features, dataset.rowCount)] {
                for row in 0..<part.rowCount {
                    let expected =
                        switch part.columns[feature] {
                        case .numeric(let values): mapper.bin(of: values[row])
                        case .categorical(let codes): mapper.bin(of: codes[row])
                        }
                    let found = matrix.bin(row: start + row, view: number)
                    if found != expected { Issue.record("row \(row) of feature \(feature): \(found) for \(expected)") }
                }
            }
        }
    }

    @Test func constantColumnsAreLeftOut() throws {
        let features = try FeatureSchema(
            ["constant", "blank", "numbers", "flag"].map { Feature(name: $0, kind: .numeric) })
        let columns: [[Double]] = [[1, 1, 1, 1], [.nan, .nan, .nan, .nan], [1, 2, 3, 4], [7, 7, .nan, 7]]
        let data = try Dataset(
            features: FeatureMatrix(schema: features, columns: columns.map(FeatureColumn.numeric)),
            labels: [true, false, true, false])
        #expect(matrix(data).layout.views.map(\.feature) == [2, 3])
    }

    @Test(arguments: [1, 4, 5, 31, 32, 33, 100, 1_503])
    func blocksCoverEveryColumnOnce(columns: Int) {
        let counts = (0..<columns).map { 2 + $0 * 7 % 255 }
        let views = counts.enumerated().map { BinLayout.View(feature: $0.offset, binCount: $0.element) }
        let layout = BinLayout(views: views, bundles: views.indices.map { [$0] }, rowCount: 1_000)
        #expect(layout.blocks.flatMap { Array($0.columns) } == Array(0..<columns))
        var used = Set<Int>()
        for column in 0..<columns {
            let slots = layout.offsets[column]..<layout.offsets[column] + layout.binCounts[column]
            #expect(slots.upperBound <= layout.histogramCount)
            #expect(used.isDisjoint(with: slots))
            used.formUnion(slots)
        }
        for block in layout.blocks {
            #expect(block.columns.count <= 32 && block.quads * 4 <= block.rowBytes)
            #expect((block.stride / 8) % 2 == 1)
        }
    }
}
