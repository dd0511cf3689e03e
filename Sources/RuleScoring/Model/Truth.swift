/// Kleene's strong logic of three values (R-RULE-3): with no < unknown < yes, `and` is the least, `or` the greatest, and
/// `not` turns the order round, so that not unknown is unknown.
public enum Truth: UInt8, Sendable, Hashable, CaseIterable {
    case no = 0
    case unknown = 1
    case yes = 2

    @inlinable
    public init(_ value: Bool) { self = value ? .yes : .no }

    @inlinable
    public func and(_ other: Truth) -> Truth { rawValue < other.rawValue ? self : other }

    @inlinable
    public func or(_ other: Truth) -> Truth { rawValue > other.rawValue ? self : other }

    @inlinable
    public var not: Truth {
        switch self {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }

    /// Whether at least `needed` of some statements hold: yes when enough do, no when too few could.
    @inlinable
    public static func atLeast(_ needed: Int, yes: Int, unknown: Int) -> Truth {
        if yes >= needed { return .yes }
        return yes + unknown >= needed ? .unknown : .no
    }
}
