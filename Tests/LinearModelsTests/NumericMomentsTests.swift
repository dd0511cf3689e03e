import LearningCore
import Testing

@testable import LinearModels

@Suite struct NumericMomentsTests {
    @Test(arguments: [0.0, 1e6, -3])
    func momentsAreTheNaiveOnes(offset: Double) {
        var generator = SeededGenerator(seed: 1)
        let values = (0..<3_001).map { index in
            index % 7 == 2 ? Double.nan : offset + 5 * generator.nextUniform() * generator.nextUniform()
        }
        let weights = values.indices.map { Double($0 % 3) * 0.7 }
        for weights in [nil, weights] {
            let found = NumericMoments(of: values, weights: weights)
            let pairs = zip(values, weights ?? values.map { _ in 1 }).filter { !$0.0.isNaN }
            let total = pairs.reduce(0) { $0 + $1.1 }
            let mean = pairs.reduce(0) { $0 + $1.1 * $1.0 } / total
            func moment(_ power: Int) -> Double {
                pairs.reduce(0) { sum, pair in
                    sum + pair.1 * (0..<power).reduce(1) { product, _ in product * (pair.0 - mean) }
                } / total
            }
            #expect((found.mean - mean).magnitude <= 1e-12 * max(1, mean.magnitude))
            #expect((found.standardDeviation - moment(2).squareRoot()).magnitude <= 1e-9)
            // The naive mean itself is only good to 1e-10 when the offset is 1e6.
            #expect((found.skewness - moment(3) / (moment(2) * moment(2).squareRoot())).magnitude <= 1e-6)
            #expect((found.observedWeight - total).magnitude <= 1e-9)
            #expect(found.varies)
        }
    }

    @Test func rowsWithoutWeightAreNotLookedAt() {
        let found = NumericMoments(of: [1, .nan, 3, 1e300, 2], weights: [1, 0, 1, 0, 0])
        #expect(found.mean == 2)
        #expect(found.standardDeviation == 1)
        #expect(found.missingWeight == 0)
        #expect(found.observedWeight == 2)
    }

    @Test func missingWeightIsExactlyZeroWhenNothingIsMissing() {
        let weights = (0..<2_000).map { 0.1 + Double($0) / 7 }
        #expect(NumericMoments(of: weights, weights: weights).missingWeight == 0)
    }

    @Test(arguments: [[Double](), [.nan, .nan], [4], [4, 4, .nan], [0.1, 0.1, 0.1], [1e300, 1e300]])
    func numbersThatAreAllTheSameDoNotVary(values: [Double]) {
        let found = NumericMoments(of: values, weights: nil)
        #expect(!found.varies)
        #expect(found.skewness == 0)
        #expect(found.mean == (values.first { !$0.isNaN } ?? 0))
    }

    /// Rounding noise is not information; a difference of a millionth is.
    @Test func noiseDoesNotVary() {
        #expect(!NumericMoments(of: [1.7e9, (1.7e9).nextUp, 1.7e9], weights: nil).varies)
        #expect(NumericMoments(of: [1, 1 + 1e-6], weights: nil).varies)
    }

    @Test(arguments: [1e-200, 1e120, 1e300, .greatestFiniteMagnitude / 4])
    func veryLargeAndVerySmallNumbersHaveMoments(unit: Double) {
        let found = NumericMoments(of: [-unit, 0, unit, 4 * unit], weights: nil)
        #expect((found.mean / unit - 1).magnitude <= 1e-12)
        #expect((found.standardDeviation / unit - 3.5.squareRoot()).magnitude <= 1e-12)
        #expect((found.skewness - 4.5 / (3.5 * 3.5.squareRoot())).magnitude <= 1e-12)
    }
}
