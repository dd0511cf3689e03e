import LeadHistory

/// What a list that is for sale is worth before anybody is called (R-FUN-6).
public struct ListReport: Sendable, Encodable {
    public enum Verdict: String, Sendable, Encodable, Comparable {
        case usable
        case onlyAfterCleaning = "only after cleaning"
        case doNotBuy = "do not buy"

        private var rank: Int { self == .usable ? 0 : self == .onlyAfterCleaning ? 1 : 2 }
        public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }
    }

    /// How many records have a fault.
    public struct Finding: Sendable, Encodable, Equatable {
        public let fault: ListFault
        public let records: Int
        /// The records that could have it, such as those with an address.
        public let of: Int
        public let usableTo: Double
        public let refusedOver: Double
        public let verdict: Verdict

        /// 0 of none.
        public var share: Double { of == 0 ? 0 : Double(records) / Double(of) }

        enum CodingKeys: String, CodingKey {
            case fault, records, of, share, verdict
            case usableTo = "usable_to"
            case refusedOver = "refused_over"
        }

        init(_ fault: ListFault, _ records: Int, of all: Int, _ limits: ListLimits) {
            self.fault = fault
            self.records = records
            of = all
            (usableTo, refusedOver) = (limits[fault].usable, limits[fault].refused)
            let share = all == 0 ? 0 : Double(records) / Double(all)
            verdict = share > refusedOver ? .doNotBuy : share > usableTo ? .onlyAfterCleaning : .usable
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(fault, forKey: .fault)
            try container.encode(records, forKey: .records)
            try container.encode(of, forKey: .of)
            try container.encode(share, forKey: .share)
            try container.encode(usableTo, forKey: .usableTo)
            try container.encode(refusedOver, forKey: .refusedOver)
            try container.encode(verdict, forKey: .verdict)
        }
    }

    public let rowsIn: Int
    public let rejected: Int
    /// As `2026-11-22`.
    public let asOf: String
    /// Of the records with a date.
    public let medianAgeDays: Double?
    public let verdict: Verdict
    public let findings: [Finding]
    /// In the order of the rules; empty without.
    public let gates: [RuleFunnel.Gate]
    /// What could not be measured, and why: a sentence each.
    public let notMeasured: [String]
    let maximumAge: Double

    enum CodingKeys: String, CodingKey {
        case rejected, verdict, findings, gates
        case rowsIn = "rows_in"
        case asOf = "as_of"
        case medianAgeDays = "median_age_days"
        case notMeasured = "not_measured"
    }

    /// A table for a terminal, the verdict first.
    public func summary(list: String, rules: String?) -> String {
        var lines = [
            "\(list): \(grouped(rowsIn)) records as of \(asOf)"
                + (rejected > 0 ? "; \(grouped(rejected)) rejected" : "")
                + (medianAgeDays.map { "; half of them are older than \(grouped(Int($0))) days" } ?? ""),
            "Verdict: \(verdict.rawValue)" + reasons, "",
            "fault".padded(to: 22) + "records".leftPadded(to: 18) + "share".leftPadded(to: 9)
                + "usable to".leftPadded(to: 11) + "not over".leftPadded(to: 10),
        ]
        for finding in findings {
            let name = finding.fault == .old ? "older than \(Span.text(maximumAge))" : finding.fault.words
            lines.append(
                (name.padded(to: 22)
                    + "\(grouped(finding.records)) of \(grouped(finding.of))".leftPadded(to: 18)
                    + percent(finding.share).leftPadded(to: 9) + percent(finding.usableTo).leftPadded(to: 11)
                    + percent(finding.refusedOver).leftPadded(to: 10) + "   "
                    + (finding.verdict == .usable ? "" : finding.verdict.rawValue)).withoutTrailingSpaces)
        }
        if !gates.isEmpty { lines.append("") }
        lines += gates.map(\.line)
        lines += notMeasured.map { "Not measured: \($0)" }
        lines.append(
            rules.map { "Next: leadscore rules score \(shellWord($0)) \(shellWord(list)) --as-of \(asOf)" }
                ?? "Next: leadscore check-list \(shellWord(list)) --rules RULES.yaml also counts who is classified and "
                + "qualified")
        return lines.joined(separator: "\n")
    }

    private var reasons: String {
        let worst = findings.filter { $0.verdict == verdict && verdict != .usable }
        guard !worst.isEmpty else { return "" }
        return ": " + worst.map { "\(percent($0.share)) \($0.fault.words)" }.joined(separator: ", ")
    }
}
