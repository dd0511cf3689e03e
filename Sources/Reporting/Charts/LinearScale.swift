/// From numbers to places on the page, straight: the start of the domain to the start of the range, the end to the end.
///
/// What is not finite, or has no extent, is mended when the scale is made, so that every finite number has a place.
struct LinearScale: Sendable, Equatable {
    let low: Double
    let high: Double
    /// Where `low` and `high` are drawn; for heights `from` is below, so larger.
    let from: Double
    let to: Double

    init(_ domain: ClosedRange<Double>, from: Double, to: Double) {
        low = domain.lowerBound
        high = domain.upperBound
        self.from = from
        self.to = to
    }

    /// Numbers outside the domain are drawn at its edge.
    func place(of number: Double) -> Double {
        let clamped = min(max(number, low), high)
        return from + (clamped / (high - low) - low / (high - low)) * (to - from)
    }

    /// The smallest domain that covers the numbers, of some extent whatever they are. Numbers that are not finite do not
    /// count; those beyond ±10¹⁵ count as that, and those within ±10⁻¹² as nought.
    static func domain(covering numbers: [Double], including more: [Double] = []) -> ClosedRange<Double> {
        let known = (numbers + more).filter(\.isFinite).map { abs($0) < 1e-12 ? 0 : min(max($0, -1e15), 1e15) }
        guard let low = known.min(), let high = known.max(), low != 0 || high != 0 else { return 0...1 }
        // Of one number alone the axis reaches from nought to it.
        let isOne = high - low <= 1e-9 * max(abs(low), abs(high))
        return isOne ? min(low, 0)...max(high, 0) : low...high
    }
}
