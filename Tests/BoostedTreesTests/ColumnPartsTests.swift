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
        let all = (0..<cut.count).map { cut[$0] }
        #expect(all.allSatisfy { $0.columnCount > 0 })
        #expect(all.flatMap(\.wordOffsets).sorted() == layout.offsets.sorted())
        #expect(all.flatMap(\.viewList).sorted() == Array(layout.views.indices))
        for part in all {
            #expect(part.viewList == part.viewList.sorted())
            #expect(part.viewList.allSatisfy { part.wordOffsets.contains(layout.offsets[layout.views[$0].column]) })
        }
    }

    @Test(arguments: [1, 28, 100])
    func listsOfOpenViewsShareNoCacheLine(columns: Int) {
        let cut = ColumnParts(layout(columns, seed: columns), parts: 3)
        var next = 0
        for part in (0..<cut.count).map({ cut[$0] }) {
            #expect(part.firstPlace >= next && part.firstPlace % 16 == 0)
            next = part.firstPlace + part.viewCount + 1
        }
        #expect(next <= cut.placeCount)
    }

    @Test func partsCostAboutTheSame() {
        let layout = layout(100, seed: 1)
        let cut = ColumnParts(layout, parts: 2)
        let bins = (0..<cut.count).map { part in
            cut[part].viewList.reduce(0) { $0 + 256 + 2 * layout.views[$1].binCount }
        }
        #expect(bins.count == 2)
        #expect(Double(bins[0]) / Double(bins[1]) > 0.85 && Double(bins[0]) / Double(bins[1]) < 1.18)
    }
}
