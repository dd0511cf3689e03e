/// Points as whole millionths, so that sums are exact and do not depend on the order of what is added (R-RULE-7).
///
/// Each payment is rounded once, to the nearest millionth (ties away from zero); everything after that is whole numbers.
/// Sums stay within ±10⁸ points.
public struct Points: Sendable, Hashable, Comparable, Codable {
    public private(set) var millionths: Int64

    private static let bound: Int64 = 100_000_000_000_000

    /// The most points one rule, table entry or limit may name.
    public static let largest = 1_000_000.0

    public static let zero = Points(millionths: 0)

    public init(millionths: Int64) { self.millionths = min(max(millionths, -Self.bound), Self.bound) }

    /// The nearest millionth; beyond the bounds, the bound. `value` must not be NaN.
    public init(_ value: Double) {
        let scaled = (value * 1e6).rounded()
        let bound = Double(Self.bound)
        millionths = Int64(min(max(scaled, -bound), bound))
    }

    public var value: Double { Double(millionths) / 1e6 }

    public static func < (left: Points, right: Points) -> Bool { left.millionths < right.millionths }

    public static func + (left: Points, right: Points) -> Points {
        Points(millionths: left.millionths + right.millionths)
    }

    public static func - (left: Points, right: Points) -> Points {
        Points(millionths: left.millionths - right.millionths)
    }

    public static func += (left: inout Points, right: Points) { left = left + right }
}

/// The least and the most that something may sum up to; `nil` is no limit.
public struct PointLimits: Sendable, Hashable {
    public var minimum: Points?
    public var maximum: Points?

    public init(minimum: Points? = nil, maximum: Points? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }

    public func clamped(_ points: Points) -> Points {
        var points = points
        if let maximum { points = min(points, maximum) }
        if let minimum { points = max(points, minimum) }
        return points
    }
}
