import FeatureExtraction
import LeadHistory

/// What the peers compute too: see `peers/compare_events.py`.
let eventTypes = ["open", "visit", "click", "form", "pricing", "call", "meeting", "unsubscribe"]

let sixtyFeatures: EventFeatures = {
    var steps: [EventFeatureStep] = []
    func add(_ name: String, _ measure: EventMeasure, _ types: EventTypes = .any, days: Double? = nil) {
        let query = EventQuery(measure, of: types, window: days.map { $0 * Span.day })
        steps.append(.measure(name: name, field: "events", query))
    }
    add("count", .count)
    for days in [1.0, 7, 30, 90] { add("count \(Int(days)) d", .count, days: days) }
    add("last", .daysSinceLast)
    add("first", .daysSinceFirst)
    add("types", .distinctTypes)
    add("days", .distinctDays)
    add("sum", .sum(property: "amount"))
    add("mean", .mean(property: "amount"))
    add("maximum", .maximum(property: "amount"))
    add("sum 30 d", .sum(property: "amount"), days: 30)
    add("business hours", .businessHoursShare)
    add("trend", .trendRatio(period: 7 * Span.day, before: 3))
    add("fading", .decayedSum(.halfLife(7 * Span.day), property: nil))
    add("silence", .longestSilence)
    add("gap", .medianGap)
    add("burst", .burst(within: Span.day))
    for type in eventTypes {
        add("\(type)", .count, .only([type]))
        for days in [7.0, 30, 90] { add("\(type) \(Int(days)) d", .count, .only([type]), days: days) }
        add("\(type) last", .daysSinceLast, .only([type]))
    }
    steps.append(.endType(.last, types: .any, levels: eventTypes, poolsOther: false))
    return EventFeatures(steps: steps)
}()
