import LeadHistory

extension EventFeatureRecipe {
    /// All features that could be made, the most telling first, so that a cap leaves out the rest.
    func candidates(_ kept: [String], hasOthers: Bool, log: EventLog) -> [EventFeatureStep] {
        let used = usedTypes
        var steps = overall(used)
        for end in [EventFeatureStep.End.last, .first] {
            steps.append(.endType(end, types: used, levels: kept, poolsOther: hasOthers))
        }
        for property in log.properties { steps += properties(property, used) }
        // Type after type for one kind of feature before the next kind, so that a cap leaves every type something.
        let groups = kept.map { ($0, "event \($0)", EventTypes.only([$0])) }
        let others = [("other events", "other events", types(without: kept))]
        let all = groups + (hasOthers ? others : [])
        for (field, name, types) in all { steps.append(step("\(name): count", field, .count, types)) }
        for (field, name, types) in all {
            steps.append(step("\(name): days since last", field, .daysSinceLast, types))
        }
        for window in windows {
            for (field, name, types) in all {
                steps.append(step("\(name): count, \(Span.text(window))", field, .count, types, window: window))
            }
        }
        return steps
    }

    private func overall(_ used: EventTypes) -> [EventFeatureStep] {
        let week = 7 * Span.day
        let reactivation = EventSequence(
            of: used, count: 2, within: .elapsed(Span.day), afterSilence: .init(longerThan: week, of: used))
        var measures: [(String, EventMeasure)] = [
            ("count", .count), ("days since last", .daysSinceLast), ("days since first", .daysSinceFirst),
            ("distinct types", .distinctTypes), ("distinct days", .distinctDays),
            ("longest silence in days", .longestSilence), ("median gap in days", .medianGap),
            ("share in business hours", .businessHoursShare), ("most in 1 h", .burst(within: Span.hour)),
            ("most in 24 h", .burst(within: Span.day)), ("trend of 7 d", .trendRatio(period: week, before: 3)),
            ("fading, half-life 7 d", .decayedSum(.halfLife(week), property: nil)),
        ]
        if hasSequences {
            measures += [
                ("reactivations", .sequenceCount(reactivation)),
                ("days since reactivation", .daysSinceSequence(reactivation)),
            ]
        }
        let field = EventFeatureStep.allEvents
        return measures.map { step("\(field): \($0.0)", field, $0.1, used) }
            + windows.map { step("\(field): count, \(Span.text($0))", field, .count, used, window: $0) }
    }

    /// Sums of amounts; of names and numbers that only name something how many there were.
    private func properties(_ property: EventProperty, _ used: EventTypes) -> [EventFeatureStep] {
        let name = "\(EventFeatureStep.allEvents): \(property.name)"
        guard property.isNumeric, !PropertyName(property.name).isIdentity else {
            return [step("\(name), distinct", property.name, .distinctValues(property: property.name), used)]
        }
        return [
            step("\(name), sum", property.name, .sum(property: property.name), used),
            step("\(name), mean", property.name, .mean(property: property.name), used),
            step("\(name), maximum", property.name, .maximum(property: property.name), used),
        ]
            + windows.map {
                step("\(name), sum, \(Span.text($0))", property.name, .sum(property: property.name), used, window: $0)
            }
    }

    private func step(
        _ name: String, _ field: String, _ measure: EventMeasure, _ types: EventTypes, window: Double? = nil
    ) -> EventFeatureStep {
        .measure(
            name: name, field: field, EventQuery(measure, of: types, window: window, timeZone: timeZone))
    }
}

/// Whether a property's numbers are amounts, by its name.
private struct PropertyName {
    let isIdentity: Bool

    private static let identities: Set<String> = [
        "id", "ids", "uuid", "key", "code", "nr", "no", "number", "nummer", "resource", "user", "agent", "owner",
        "employee", "mitarbeiter", "ip", "zip", "plz", "phone", "telefon", "campaign", "session", "message",
    ]

    init(_ name: String) {
        isIdentity = NameTokens.words(of: name).contains(where: Self.identities.contains)
    }
}
