import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct ColumnPartsTests {
    private func layout(_ columns: Int, seed: Int) -> BinLayout {
        var generator = SeededGenerator(seed: UInt64(seed))
        let views = (0..<columns).map { BinLayout.View(feature: $0, binCount: 2 + generator.nextIndex(below: 254)) }
        return BinLayout(views: views, bundles: (0..<columns).map { [$0] }, rowCount: 10)
    }

    @Test(arguments: [1, 3, 4, 28, 33, 100], [1, 2, 3, 8])
    func everyColumnIsInOnePart(columns: Int, parts: Int) {
        let layout = layout(columns, seed: columns)
        let cut = ColumnParts(layout, parts: parts)
        #expect((1...parts).contains(cut.count))
        var partOfColumn: [Int: Int] = [:]
        for (part, spans) in cut.spans.enumerated() {
            #expect(!spans.isEmpty)
            for column in spans.flatMap({ ColumnParts.columns($0, layout) }) {
                #expect(partOfColumn.updateValue(part, forKey: column) == nil)
            }
        }
        #expect(partOfColumn.count == columns)
        for (view, part) in zip(layout.views, cut.partOfView) { #expect(partOfColumn[view.column] == part) }
    }

    @Test func partsCostAboutTheSame() {
        let layout = layout(100, seed: 1)
        let cut = ColumnParts(layout, parts: 2)
        let bins = cut.spans.map { spans in
            spans.flatMap { ColumnParts.columns($0, layout) }.reduce(0) { $0 + 256 + layout.binCounts[$1] }
        }
        #expect(bins.count == 2)
        #expect(Double(bins[0]) / Double(bins[1]) > 0.85 && Double(bins[0]) / Double(bins[1]) < 1.18)
    }
}
