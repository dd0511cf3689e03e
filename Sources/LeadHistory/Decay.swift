import Foundation

/// How the weight of an event falls with its age (R-RULE-6). Ages and spans are in seconds.
///
/// With age `a`:
/// - linear: `max(0, 1 − a/L)`
/// - half-life: `2^(−a/h)`
/// - step on the original: `max(0, 1 − q·⌊a/e⌋)`; on the remaining: `(1 − q)^⌊a/e⌋`
/// - expire: 1 for `a < L`, then 0, as in a window `(asOf − L, asOf]`
public enum Decay: Sendable, Hashable, Codable {
    case none
    case linear(lifespan: Double)
    case halfLife(Double)
    /// Loses the share `share` (0…1) once in every `every` seconds.
    case step(every: Double, share: Double, of: Basis)
    case expire(after: Double)

    /// What a step takes its share of.
    public enum Basis: String, Sendable, Hashable, Codable, CaseIterable {
        case original
        case remaining
    }

    /// The weight at an age ≥ 0, within 0…1.
    public func factor(age: Double) -> Double {
        switch self {
        case .none: 1
        case .linear(let lifespan): max(0, 1 - age / lifespan)
        case .halfLife(let span): exp2(-age / span)
        case .step(let every, let share, .original): max(0, 1 - share * (age / every).rounded(.down))
        case .step(let every, let share, .remaining): pow(1 - share, (age / every).rounded(.down))
        case .expire(let span): age < span ? 1 : 0
        }
    }

    /// - Throws: ``HistoryError/invalidParameter(name:expected:)`` for a span that is not positive or a share outside 0…1.
    package func check() throws(HistoryError) {
        switch self {
        case .none: return
        case .linear(let span), .halfLife(let span), .expire(let span): try Span.check(span, "the span of a decay")
        case .step(let every, let share, _):
            try Span.check(every, "the span of a decay")
            guard share >= 0, share <= 1 else {
                throw .invalidParameter(name: "the share of a decay step", expected: "within 0…1")
            }
        }
    }
}
