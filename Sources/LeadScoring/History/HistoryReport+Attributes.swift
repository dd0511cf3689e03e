import LeadHistory

extension HistoryReport {
    /// Rows of the table of attributes: `rows` is the sum of all others up to `otherFields`.
    public struct Attributes: Sendable, Encodable {
        public let rows, kept, rejected, withoutLead, withoutField, withoutTime, orphans, repeated: Int
        /// Rows of fields that the model does not look at; 0 in training.
        public let otherFields: Int
        /// Of those kept, how many became known only after the last snapshot of their lead.
        public let late: Int
        public let leads, leadsWithoutValues: Int
        public let fields: [String]
        /// By field that is also a column of the leads table, how many leads have a value there and none in the history:
        /// since when it is known is not known, and it is not used.
        public let onlyInTable: [String: Int]
        let sentences: [String]

        private enum CodingKeys: String, CodingKey {
            case rows, kept, rejected, orphans, repeated, late, leads, fields
            case withoutLead = "without_lead"
            case otherFields = "other_fields"
            case withoutField = "without_field"
            case withoutTime = "without_time"
            case leadsWithoutValues = "leads_without_values"
            case onlyInTable = "only_in_table"
        }
    }
}

extension HistoryReport.Attributes {
    init(_ joined: JoinedAttributes, _ moments: LeadMoments) {
        let report = joined.history.report
        rows = report.rows
        kept = report.kept
        rejected = report.rejects.count
        withoutLead = report.withoutLead
        withoutField = report.withoutField
        withoutTime = report.withoutTime
        orphans = report.orphans
        repeated = report.repeated
        otherFields = report.otherFields
        late = joined.history.lateEntries(at: moments.snapshots)
        leads = report.leads
        leadsWithoutValues = report.leadsWithoutValues
        fields = joined.fields
        onlyInTable = moments.onlyInTable
        let names = fields.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ")
        var lines = [
            "  attributes: " + report.summary(late: late).joined(separator: "; "),
            "  known as of the snapshot: \(names)" + (fields.count > 6 ? " and \(fields.count - 6) more" : ""),
        ]
        for (field, count) in onlyInTable.sorted(by: { $0.key < $1.key }) {
            let others =
                count > 0 ? "; \(grouped(count)) leads have a value in the table alone, which is not used" : ""
            lines.append("  \"\(field)\" is also a column of the leads: the history's is used\(others)")
        }
        sentences = lines
    }
}
