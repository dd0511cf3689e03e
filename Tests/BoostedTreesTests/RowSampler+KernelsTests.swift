import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct RowSamplerKernelsTests {
    @Test(arguments: [0, 1, 2, 1_000], [0, 3])
    func everyRowIsInOneOfTheLists(rows count: Int, more: Int) {
        var generator = SeededGenerator(seed: UInt64(count + more))
        let rows = (0..<count).map { Int32(2 * $0) }
        for share in [0.0, 0.3, 1.0] {
            let picked = rows.map { _ in UInt8(generator.nextUniform() < share ? 1 + generator.nextIndex(below: 9) : 0)
            }
            let (inBag, others) = RowSampler.parted(rows, by: picked, others: 2 * count..<2 * count + more)
            #expect(inBag == zip(rows, picked).filter { $0.1 > 0 }.map(\.0))
            let left = zip(rows, picked).filter { $0.1 == 0 }.map(\.0)
            #expect(others == left + (0..<more).map { Int32(2 * count + $0) })
        }
    }
}
