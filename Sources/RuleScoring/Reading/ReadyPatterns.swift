import LeadHistory

/// Patterns of behaviour that have a name (R-SEQ-5). Each is a condition that could be written out; `pattern: NAME`
/// writes it with the usual event types and spans.
enum ReadyPattern: String, CaseIterable {
    /// Two opens within a day after more than seven days of silence.
    case reactivation
    /// The same with a click: the strongest sign, call now.
    case reactivationWithClick = "reactivation_with_click"
    /// A mail went out and was not clicked for 14 days, but somebody else of the account came to the website.
    case colleagueVisit = "colleague_visit"
    /// Pricing, tutorial, pricing within 48 hours.
    case evaluationBurst = "evaluation_burst"
    /// More this week than in the mean of the three weeks before.
    case risingInterest = "rising_interest"
    /// Three mails sent in 30 days and none opened.
    case ghosting

    func condition(at place: Place) -> Condition {
        switch self {
        case .reactivation: return Self.reactivation(then: nil, place)
        case .reactivationWithClick: return Self.reactivation(then: .only(["email_click"]), place)
        case .colleagueVisit:
            var visit = EventTest(types: .only(["page_view"]), place: place)
            visit.scope = .account
            visit.byOthers = true
            visit.window = 14 * Span.day
            return .all([
                Self.count("email_sent", 14, NumberRange(low: 1), place),
                Self.count("email_click", 14, NumberRange(high: 0), place), .event(visit),
            ])
        case .evaluationBurst:
            return .sequence(
                SequenceTest(
                    sequence: EventSequence(
                        of: .only(["pricing_page"]), count: 1, within: .elapsed(48 * Span.hour),
                        then: .only(["tutorial"]), afterwards: [.only(["pricing_page"])]),
                    place: place))
        case .risingInterest:
            var test = EventTest(types: .any, place: place)
            test.comparisons = [
                EventTest.Comparison(
                    .trendRatio(period: 7 * Span.day, before: 3), NumberRange(low: 1, includesLow: false))
            ]
            return .event(test)
        case .ghosting:
            return .all([
                Self.count("email_sent", 30, NumberRange(low: 3), place),
                Self.count("email_open", 30, NumberRange(high: 0), place),
            ])
        }
    }

    private static func reactivation(then: EventTypes?, _ place: Place) -> Condition {
        .sequence(
            SequenceTest(
                sequence: EventSequence(
                    of: .only(["email_open"]), count: 2, within: .elapsed(24 * Span.hour),
                    afterSilence: EventSequence.Silence(longerThan: 7 * Span.day), then: then), place: place))
    }

    private static func count(_ type: String, _ days: Double, _ range: NumberRange, _ place: Place) -> Condition {
        var test = EventTest(types: .only([type]), place: place)
        test.window = days * Span.day
        test.comparisons = [EventTest.Comparison(.count, range)]
        return .event(test)
    }
}

extension ConditionReader {
    /// `{pattern: reactivation}`.
    func ready(_ map: MapReader) -> Condition? {
        defer { map.finish() }
        return map.choice("pattern", ReadyPattern.self)?.condition(at: map.place)
    }
}
