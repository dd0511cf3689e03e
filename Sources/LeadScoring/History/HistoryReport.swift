import LeadHistory
import ModelStorage

/// What became of the events and of the snapshots; part of `--json`.
public struct HistoryReport: Sendable, Encodable {
    public let events: Events?
    /// `nil` without attributes in long form.
    public let attributes: Attributes?
    public let snapshots: Snapshots
    public let caseEnding: [CaseEnding]

    /// Rows of the events table: `rows` is the sum of all others but the leads.
    public struct Events: Sendable, Encodable {
        public let rows, kept, rejected, withoutLead, withoutTime, orphans, repeated, leads, leadsWithoutEvents: Int
        let sentences: [String]

        private enum CodingKeys: String, CodingKey {
            case rows, kept, rejected, orphans, repeated, leads
            case withoutLead = "without_lead"
            case withoutTime = "without_time"
            case leadsWithoutEvents = "leads_without_events"
        }
    }

    /// Snapshots: `candidates` is `used` and all that were left out.
    public struct Snapshots: Sendable, Encodable {
        /// Seconds after creation.
        public let ages: [Double]
        /// Seconds.
        public let horizon, proposedHorizon: Double?
        public let timeColumn: String
        public let outcomeTimeColumn: String?
        /// The latest time in the data, in seconds since 1970.
        public let dataEnd: Double
        public let candidates, used, alreadyClosed, immature, stillOpen, afterTheData, withoutCreation, ignored: Int
        public let wonWithoutTime, lateWins, lostWithoutTime: Int
        /// Leads that came in before the first outcome on record: wins before it cannot be seen.
        public let beforeFirstOutcome: Int
        let sentences: [String]

        private enum CodingKeys: String, CodingKey {
            case ages, horizon, candidates, used, immature, ignored
            case proposedHorizon = "proposed_horizon"
            case timeColumn = "time_column"
            case outcomeTimeColumn = "outcome_time_column"
            case dataEnd = "data_end"
            case alreadyClosed = "already_closed"
            case stillOpen = "still_open"
            case afterTheData = "after_the_data"
            case withoutCreation = "without_creation"
            case wonWithoutTime = "won_without_time"
            case lateWins = "late_wins"
            case lostWithoutTime = "lost_without_time"
            case beforeFirstOutcome = "before_first_outcome"
        }
    }

    /// A type of event that is the outcome rather than a sign of it.
    public struct CaseEnding: Sendable, Encodable {
        public let type: String
        public let reason: String
    }

    init(_ moments: LeadMoments, caseEnding found: [CaseEndingType]) {
        events = moments.log.map { Events($0.report) }
        attributes = moments.attributes.map { Attributes($0, moments) }
        snapshots = Snapshots(moments)
        caseEnding = found.map { CaseEnding(type: $0.type, reason: $0.words) }
    }

    /// For a terminal.
    var lines: [String] {
        var lines = (events?.sentences ?? []) + (attributes?.sentences ?? []) + snapshots.sentences
        lines += caseEnding.map { "Event type \"\($0.type)\" ends a case: \($0.reason)" }
        return lines
    }
}

extension HistoryReport.Events {
    init(_ report: EventLogReport) {
        rows = report.rows
        kept = report.kept
        rejected = report.rejects.count
        withoutLead = report.withoutLead
        withoutTime = report.withoutTime
        orphans = report.orphans
        repeated = report.repeated
        leads = report.leads
        leadsWithoutEvents = report.leadsWithoutEvents
        sentences = ["  events: " + report.summary.joined(separator: "; ")]
    }
}

extension HistoryReport.Snapshots {
    init(_ moments: LeadMoments) {
        let report = moments.report
        let cases = moments.cases
        ages = moments.history.ages
        horizon = moments.history.horizon
        proposedHorizon = cases.proposedHorizon.flatMap { $0.isFinite ? $0 : nil }
        timeColumn = moments.timeColumn
        outcomeTimeColumn = moments.history.outcomeTimeColumn
        dataEnd = report.dataEnd
        candidates = report.candidates
        used = report.used
        alreadyClosed = report.alreadyClosed
        immature = report.immature
        stillOpen = report.stillOpen
        afterTheData = report.afterTheData
        withoutCreation = report.withoutCreation
        ignored = report.ignored
        wonWithoutTime = report.wonWithoutTime
        lateWins = report.lateWins
        lostWithoutTime = report.lostWithoutTime
        let first = cases.closed.filter(\.isFinite).min() ?? -.infinity
        beforeFirstOutcome = Self.cutOff(cases, first: first)
        sentences = Self.sentences(
            report, ages: ages, horizon: horizon, proposed: proposedHorizon, cutOff: beforeFirstOutcome, first: first)
    }

    /// Leads that came in so long before the first outcome on record that some of them must have been closed by then: by
    /// twice the median time to a win, and a week.
    private static func cutOff(_ cases: LeadCases, first: Double) -> Int {
        guard let usual = LeadCases.quantile(0.5, of: cases.delays(of: .won).filter(\.isFinite)) else { return 0 }
        let late = first - max(2 * usual, 7 * Span.day)
        return cases.created.contains { $0 < late } ? cases.created.count { $0 < first - usual } : 0
    }

    private static func sentences(
        _ report: SnapshotReport, ages: [Double], horizon: Double?, proposed: Double?, cutOff: Int, first: Double
    ) -> [String] {
        let when =
            ages == [0] ? "at creation" : ages.map { Span.text($0) }.joined(separator: ", ") + " after creation"
        var lines = ["  looked at \(when): " + report.summary.joined(separator: "; ")]
        if let horizon {
            lines.append("  won means won within \(Span.text(horizon)) of the snapshot")
        } else if let proposed {
            lines.append(
                "  nine of ten wins came within \(decimal(proposed / Span.day, 0)) d of creation (--horizon makes it the "
                    + "question)")
        }
        if cutOff > 0 {
            lines.append(
                "  cut off on the left: \(grouped(cutOff)) leads came in before the first outcome on record "
                    + "(\(CellText.date(first).prefix(10))); what was won before it cannot be seen")
        }
        return lines
    }
}

extension CaseEndingType {
    /// The evidence, as a sentence.
    var words: String {
        let counts = "\(grouped(won)) of \(grouped(leads)) leads with it were won, of all \(percent(baseRate))"
        switch reason {
        case .determinesTheOutcome: return counts
        case .endsTheCase:
            let last = shareAtClosing.map { $0 >= 0.9 ? "it comes when the case is closed" : nil } ?? nil
            return "\(last ?? "it is one of the last events"); \(counts)"
        }
    }
}
