import LearningCore
import Testing

@testable import Reporting

@Suite struct LinearScaleTests {
    @Test func placesRiseWithTheNumbersAndStayInTheRange() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let numbers = (0..<20).map { _ in (generator.nextUniform() - 0.5) * 1e6 }
            let scale = LinearScale(LinearScale.domain(covering: numbers), from: 300, to: 10)
            let places = numbers.sorted().map(scale.place)
            #expect(zip(places, places.dropFirst()).allSatisfy { $0 >= $1 })
            #expect(abs(places[0] - 300) < 1e-6 && abs(places[19] - 10) < 1e-6)
            #expect(abs(scale.place(of: 1e300) - 10) < 1e-9 && abs(scale.place(of: -1e300) - 300) < 1e-9)
        }
    }

    @Test(arguments: [
        [], [.nan], [.infinity, -.infinity], [0], [7], [-7], [1e308], [-1e308, 1e308], [5, 5, 5],
        [.leastNonzeroMagnitude],
    ])
    func everyDomainHasAnExtent(numbers: [Double]) {
        let domain = LinearScale.domain(covering: numbers)
        #expect(domain.lowerBound < domain.upperBound)
        #expect(domain.lowerBound.isFinite && domain.upperBound.isFinite)
        let scale = LinearScale(domain, from: 0, to: 100)
        for number in numbers where number.isFinite { #expect((0...100).contains(scale.place(of: number))) }
        #expect(Ticks(covering: domain, count: 5).values.allSatisfy { $0.isFinite })
    }
}
