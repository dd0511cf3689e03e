import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct PackedSumsTests {
    /// Sums of packed words are the sums of their parts, for any subset of the rows, with gradients of both signs.
    @Test(arguments: [10, 1_000, 100_000, 300_000])
    func fieldsNeverMix(rows: Int) {
        var generator = SeededGenerator(seed: UInt64(rows))
        let probabilities = (0..<rows).map { _ in generator.nextUniform() }
        let won = probabilities.map { generator.nextUniform() < $0 }
        var (rising, falling, curvature) = (0.0, 0.0, 0.0)
        for (p, y) in zip(probabilities, won) {
            if y { falling += 1 - p } else { rising += p }
            curvature += p * (1 - p)
        }
        let packing = PackedSums(
            counts: rows, slack: rows, gradientBound: max(rising, falling), hessianBound: curvature, countExponent: 0)
        let g = zip(probabilities, won).map { Int64((($0 - ($1 ? 1 : 0)) * scale(packing.gradientExponent)).rounded()) }
        let h = probabilities.map { max(1, Int64(($0 * (1 - $0) * scale(packing.hessianExponent)).rounded())) }
        let subsets: [(Int) -> Bool] = [{ _ in true }, { won[$0] }, { !won[$0] }, { $0 % 3 == 0 }, { $0 == 1 }]
        for member in subsets {
            var (word, gradient, hessian, count) = (UInt64(0), Int64(0), Int64(0), Int64(0))
            for row in 0..<rows where member(row) {
                word &+= packing.word(count: 1, gradient: g[row], hessian: h[row])
                (gradient, hessian, count) = (gradient + g[row], hessian + h[row], count + 1)
            }
            #expect(packing.gradient(word) == gradient)
            #expect(packing.hessian(word) == hessian)
            if rows <= PackedSums.mostCounted {
                #expect(packing.count(word) == count)
            } else {
                #expect(packing.count(word) <= count && packing.count(word) >= count / 2 - 1)
            }
        }
    }

    private func scale(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }

    @Test(arguments: [1_000, 100_000, 1_000_000, 100_000_000])
    func thereAreBitsEnough(rows: Int) {
        let packing = PackedSums(
            counts: rows, slack: rows, gradientBound: Double(rows) / 4, hessianBound: Double(rows) / 4, countExponent: 0
        )
        #expect(packing.countBits + packing.gradientBits + packing.hessianBits == 64)
        #expect(packing.gradientExponent >= 6)
        #expect(packing.hessianExponent >= 6)
    }
}
