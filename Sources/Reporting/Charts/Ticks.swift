import Foundation

/// Round numbers along an axis: steps of 1, 2 or 5 times a power of ten (Heckbert, "Nice numbers for graph labels", 1990).
struct Ticks: Sendable, Equatable {
    let step: Double
    /// Rising; the first is at or below the data, the last at or above.
    let values: [Double]

    /// - Parameters:
    ///   - domain: of an extent of at least 10⁻¹² of its numbers, as ``LinearScale/domain(covering:including:)`` gives.
    ///   - count: about how many steps are wanted, at least 1.
    init(covering domain: ClosedRange<Double>, count: Int) {
        let rough = (domain.upperBound - domain.lowerBound) / Double(max(count, 1))
        let power = pow(10, floor(log10(rough)))
        let step = ([1, 2, 5, 10].first { $0 * power >= rough * (1 - 1e-9) } ?? 10) * power
        let first = (domain.lowerBound / step + 1e-9).rounded(.down)
        let last = (domain.upperBound / step - 1e-9).rounded(.up)
        self.step = step
        values = (0...max(Int(last - first), 1)).map { (first + Double($0)) * step }
    }

    /// From the first tick to the last.
    var domain: ClosedRange<Double> { values[0]...values[values.count - 1] }
}

/// How the numbers of an axis are written.
enum AxisStyle: Sendable, Equatable {
    case share
    case count
    case number

    /// With as many decimals as the step needs.
    func text(_ value: Double, step: Double) -> String {
        switch self {
        case .share: NumberText.share(value, Self.decimals(step * 100))
        case .count: step >= 1 ? NumberText.short(value) : NumberText.fixed(value, Self.decimals(step))
        case .number: NumberText.fixed(value, Self.decimals(step))
        }
    }

    private static func decimals(_ step: Double) -> Int { min(max(0, Int((-log10(step) - 1e-9).rounded(.up))), 6) }
}
