import LearningCore
import Testing

@testable import BoostedTrees

/// The steps of all lanes against a naive search in one lane after the other.
@Suite struct LaneLearnerKernelsTests {
    private var hyperparameters: AdditiveBoostingTrainer.Hyperparameters {
        var hyperparameters = AdditiveBoostingTrainer.Hyperparameters()
        hyperparameters.learningRate = 0.25
        hyperparameters.minSamplesPerSide = 20
        return hyperparameters
    }

    /// Small sums, so that single precision does not decide between cuts.
    private func histogram(_ count: Int, seed: UInt64) -> (sums: [LaneSums], weights: [SIMD8<Int32>]) {
        var generator = SeededGenerator(seed: seed)
        func lanes(_ range: Int, _ least: Int) -> SIMD8<Int32> {
            var lanes = SIMD8<Int32>()
            for lane in lanes.indices { lanes[lane] = Int32(least + generator.nextIndex(below: range)) }
            return lanes
        }
        let sums = (0..<count).map { _ in LaneSums(gradients: lanes(201, -100), hessians: lanes(60, 1)) }
        return (sums, (0..<count).map { _ in lanes(12, 0) })
    }

    private func table(
        _ shape: AdditiveTerm.Shape, _ sums: [LaneSums], _ weights: [SIMD8<Int32>]
    ) -> [Lanes] {
        let term = AdditiveTerm(shape, cellCount: sums.count, cells: WorkingMemory(repeating: 0, count: 1))
        let learner = LaneLearner(hyperparameters, gradientUnit: 0.125, hessianUnit: 0.125)
        let table = WorkingMemory<Lanes>(repeating: Lanes(), count: sums.count)
        let histogram = WorkingMemory(sums, padding: LaneSums())
        unsafe learner.step(term, histogram.base, weights: WorkingMemory(weights, padding: SIMD8()), into: table)
        #expect(term.values.array(sums.count) == table.array(sums.count))
        return table.array(sums.count)
    }

    private func value(_ g: Double, _ h: Double, _ lambda: Double) -> Double { -0.25 * g / (h + lambda) }
    private func gain(_ g: Double, _ h: Double) -> Double { g * g / (h + hyperparameters.l2Regularization) }

    @Test(arguments: [1, 2, 9, 40]) func cutsAsANaiveSearchDoes(count: Int) {
        let (sums, weights) = histogram(count, seed: UInt64(count))
        let found = table(.ordered, sums, weights)
        for lane in 0..<8 {
            let g = sums.map { Double($0.gradients[lane]) / 8 }
            let h = sums.map { Double($0.hessians[lane]) / 8 }
            let w = weights.map { Int($0[lane]) }
            func total(_ values: some Collection<Double>) -> Double { values.reduce(0, +) }
            var (best, expected) = (gain(total(g), total(h)), [Double](repeating: 0, count: count))
            for cut in 1..<max(count, 1) {
                guard w[..<cut].reduce(0, +) >= 20, w[cut...].reduce(0, +) >= 20 else { continue }
                let sides = [(total(g[..<cut]), total(h[..<cut])), (total(g[cut...]), total(h[cut...]))]
                let found = sides.reduce(0) { $0 + gain($1.0, $1.1) }
                guard found > best else { continue }
                best = found
                let values = sides.map { value($0.0, $0.1, hyperparameters.l2Regularization) }
                expected = (0..<count).map { $0 < cut ? values[0] : values[1] }
            }
            for cell in 0..<count { #expect((Double(found[cell][lane]) - expected[cell]).magnitude < 1e-5) }
        }
    }

    @Test(arguments: [(2, 2), (5, 3), (16, 16), (1, 4)]) func quartersAsANaiveSearchDoes(height: Int, width: Int) {
        let (sums, weights) = histogram(height * width, seed: UInt64(height))
        let found = table(.grid(width: width), sums, weights)
        for lane in 0..<8 {
            var (best, expected) = (0.0, [Double](repeating: 0, count: sums.count))
            for row in 1..<max(height, 1) {
                for column in 1..<max(width, 1) {
                    func quadrant(_ cell: Int) -> Int {
                        (cell / width < row ? 0 : 2) + (cell % width < column ? 0 : 1)
                    }
                    var (g, h) = ([Double](repeating: 0, count: 4), [Double](repeating: 0, count: 4))
                    for cell in sums.indices {
                        g[quadrant(cell)] += Double(sums[cell].gradients[lane]) / 8
                        h[quadrant(cell)] += Double(sums[cell].hessians[lane]) / 8
                    }
                    let found = (0..<4).reduce(0) { $0 + gain(g[$1], h[$1]) }
                    guard found > best else { continue }
                    best = found
                    expected = sums.indices.map {
                        value(g[quadrant($0)], h[quadrant($0)], hyperparameters.l2Regularization)
                    }
                }
            }
            for cell in sums.indices { #expect((Double(found[cell][lane]) - expected[cell]).magnitude < 1e-5) }
        }
    }

    @Test func everyLevelTakesItsOwnStep() {
        let (sums, weights) = histogram(7, seed: 2)
        let found = table(.levels, sums, weights)
        for (cell, sum) in sums.enumerated() {
            for lane in 0..<8 {
                let expected = value(
                    Double(sum.gradients[lane]) / 8, Double(sum.hessians[lane]) / 8,
                    hyperparameters.levelRegularization)
                #expect((Double(found[cell][lane]) - expected).magnitude < 1e-6)
            }
        }
    }
}
